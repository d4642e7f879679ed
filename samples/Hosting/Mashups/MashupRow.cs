namespace Mashup.Hosting.Mashups;

/// <summary>A row of <c>mashups</c>.</summary>
internal sealed class MashupRow
{
    public string Id { get; init; } = "";

    public string UserId { get; init; } = "";

    public string JobId { get; init; } = "";

    public int Variant { get; init; }

    public string? VariantOf { get; init; }

    public string Title { get; init; } = "";

    public string Status { get; init; } = MashupStatus.Queued;

    public string? Error { get; init; }

    /// <summary>Counts renderings; 0 while there is none.</summary>
    public int Revision { get; init; }

    /// <summary>Names of the stems that were made of this rendering, separated by commas.</summary>
    public string Stems { get; init; } = "";

    public IReadOnlyList<string> StemNames => Stems.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public long Bytes { get; init; }

    public double? Bpm { get; init; }

    public string? KeyTonic { get; init; }

    public string? KeyMode { get; init; }

    public string? KeyCamelot { get; init; }

    public double? DurationSeconds { get; init; }

    public double? Score { get; init; }

    public string Settings { get; init; } = "{}";

    public int? Stars { get; init; }

    public string? Comment { get; init; }

    public long CreatedAt { get; init; }
}
