namespace Mashup.Hosting.Administration;

/// <summary>A row of <c>workers</c>.</summary>
internal sealed class WorkerRow
{
    public string Id { get; init; } = "";

    public string Host { get; init; } = "";

    public int Slots { get; init; }

    public int Running { get; init; }

    public long StartedAt { get; init; }

    public long SeenAt { get; init; }
}
