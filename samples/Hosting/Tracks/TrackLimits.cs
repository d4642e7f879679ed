namespace Mashup.Hosting.Tracks;

/// <summary>What may be uploaded.</summary>
internal sealed class TrackLimits
{
    /// <summary>Largest file, in bytes.</summary>
    /// <value>The default value is 50 MB.</value>
    public long MaxBytes { get; set; } = 50_000_000;

    /// <summary>Longest song, in minutes.</summary>
    /// <value>The default value is 10.</value>
    public double MaxMinutes { get; set; } = 10;

    /// <summary>Tracks a user may keep.</summary>
    /// <value>The default value is 10.</value>
    public int MaxTracks { get; set; } = 10;
}
