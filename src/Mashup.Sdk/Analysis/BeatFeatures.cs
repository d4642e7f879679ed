namespace Mashup.Sdk.Analysis;

/// <summary>Beat-synchronous features: element i of every list describes the time from beat i to beat i + 1 (the last: to the end of the song).</summary>
public sealed record BeatFeatures
{
    /// <summary>No beats.</summary>
    public static BeatFeatures Empty { get; } = new() { Chroma = [], LowDb = [], MidDb = [], HighDb = [], VocalActivity = [], KickPattern = [], SnarePattern = [] };

    /// <summary>Tuning-corrected chroma, 12 values from C upwards, each beat scaled to a maximum of 1 (all 0 where silent).</summary>
    public required IReadOnlyList<float[]> Chroma { get; init; }

    /// <summary>RMS level below 220 Hz, dBFS, −100 at least.</summary>
    public required IReadOnlyList<float> LowDb { get; init; }

    /// <summary>RMS level from 220 to 1760 Hz, dBFS, −100 at least.</summary>
    public required IReadOnlyList<float> MidDb { get; init; }

    /// <summary>RMS level above 1760 Hz, dBFS, −100 at least.</summary>
    public required IReadOnlyList<float> HighDb { get; init; }

    /// <summary>Level from 250 to 4000 Hz of what sounds from the centre, dBFS of the spectral frames; empty: not known.</summary>
    public IReadOnlyList<float> CentreDb { get; init; } = [];

    /// <summary>Level from 250 to 4000 Hz of what sounds from the sides, as <see cref="CentreDb"/>; empty: not known.</summary>
    public IReadOnlyList<float> SideDb { get; init; } = [];

    /// <summary>Timbre as three mel-cepstral coefficients, the formant-sized ripples of the spectrum; empty: not known.</summary>
    public IReadOnlyList<float[]> Timbre { get; init; } = [];

    /// <summary>Probability that somebody sings during the beat, 0 to 1.</summary>
    public required IReadOnlyList<float> VocalActivity { get; init; }

    /// <summary>Onset strength of the low band at 12 points of each beat, 0 to 1.</summary>
    public required IReadOnlyList<float[]> KickPattern { get; init; }

    /// <summary>Onset strength of the middle and high band at 12 points of each beat, 0 to 1.</summary>
    public required IReadOnlyList<float[]> SnarePattern { get; init; }
}
