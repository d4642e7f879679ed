namespace Mashup.Hosting.Administration;

/// <summary>Whose a job is, and where it runs.</summary>
internal sealed class QueueRow
{
    public string JobId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string UserName { get; init; } = "";

    public string? Host { get; init; }
}
