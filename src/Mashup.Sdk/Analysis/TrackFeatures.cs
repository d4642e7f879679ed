using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis;

/// <summary>What the detectors of the analysis hear of a song, before they decide. Times are seconds from the start of the file.</summary>
/// <remarks>Immutable by convention: the arrays are not to be written to. About 0.7 MB per minute of song.</remarks>
public sealed record TrackFeatures
{
    /// <summary>Onset strength in six bands, 100 frames a second.</summary>
    public required OnsetFeatures Onsets { get; init; }

    /// <summary>The one onset curve that beats are tracked in, there less silence at the ends: frames as in <see cref="Onsets"/>, mean about 0, variance 1, quiet passages as prominent as loud ones.</summary>
    public required float[] Novelty { get; init; }

    /// <summary>Periodicity of <see cref="Novelty"/> over time.</summary>
    public required Tempogram Tempogram { get; init; }

    /// <summary>Chroma of the treble and the bass register, tuning-corrected, about 10.8 frames a second.</summary>
    public required ChromaFeatures Chroma { get; init; }

    /// <summary>The metrical grid that the following two are taken on; without beats they are empty.</summary>
    public required BeatGrid Beats { get; init; }

    /// <summary>Chroma from each beat to the next (the last: to the end of the song): 12 values from C upwards, the highest 1, all 0 where silent.</summary>
    public required IReadOnlyList<float[]> BeatChroma { get; init; }

    /// <summary>Likeness of every beat to every other by <see cref="BeatChroma"/>.</summary>
    public required SelfSimilarity SelfSimilarity { get; init; }
}
