namespace Mashup.Hosting.Tracks;

/// <summary>A row of <c>tracks</c>.</summary>
internal sealed class Track
{
    public string Id { get; init; } = "";

    public string UserId { get; init; } = "";

    public string FileName { get; init; } = "";

    public string Format { get; init; } = "";

    public long Bytes { get; init; }

    public string Sha256 { get; init; } = "";

    public string Status { get; init; } = TrackStatus.Analysing;

    public string? Error { get; init; }

    public double? DurationSeconds { get; init; }

    public double? Bpm { get; init; }

    public string? KeyTonic { get; init; }

    public string? KeyMode { get; init; }

    public string? KeyCamelot { get; init; }

    public string Stems { get; init; } = "";

    public long CreatedAt { get; init; }

    /// <summary>Title to show: the file's name without its extension, with spaces for underscores.</summary>
    public string Title => Path.GetFileNameWithoutExtension(FileName) is { Length: > 0 } name ? name.Replace('_', ' ') : FileName;
}
