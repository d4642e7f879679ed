namespace Mashup.Hosting.Tracks;

/// <summary>Where a track stands.</summary>
internal static class TrackStatus
{
    public const string Analysing = "analysing";
    public const string Ready = "ready";
    public const string Unusable = "unusable";
}
