namespace Mashup.Hosting.Telemetry;

/// <summary>A row of <c>events</c>.</summary>
internal sealed class EventRow
{
    public string Id { get; init; } = "";

    public long At { get; init; }

    public string Kind { get; init; } = "";

    public string? UserId { get; init; }

    public string? Subject { get; init; }

    public string Outcome { get; init; } = "";

    public string? StageSeconds { get; init; }

    public string? Settings { get; init; }

    public double Seconds { get; init; }

    public double QueuedSeconds { get; init; }

    public double CpuSeconds { get; init; }

    public double GpuSeconds { get; init; }

    public double Cost { get; init; }

    public long Bytes { get; init; }

    public int? Stars { get; init; }
}
