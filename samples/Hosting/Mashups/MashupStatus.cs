namespace Mashup.Hosting.Mashups;

/// <summary>Where a mashup stands.</summary>
internal static class MashupStatus
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Ready = "ready";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
