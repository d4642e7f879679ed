using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis;

/// <summary>Everything found in one song. Times are seconds from the start of the file.</summary>
public sealed record TrackAnalysis
{
    /// <summary>Length of the song.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Sample rate of the file, Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Beats, downbeats, tempo and meter.</summary>
    public required BeatGrid Beats { get; init; }

    /// <summary>Key and tuning.</summary>
    public required KeyEstimate Key { get; init; }

    /// <summary>Chords, in order, without gaps.</summary>
    public required IReadOnlyList<ChordSegment> Chords { get; init; }

    /// <summary>Sections, in order, without gaps.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>Where somebody sings, in order, without overlaps.</summary>
    public required IReadOnlyList<VocalRegion> Vocals { get; init; }

    /// <summary>Energy over time.</summary>
    public required EnergyCurve Energy { get; init; }

    /// <summary>Loudness by ITU-R BS.1770-4 and EBU Tech 3342.</summary>
    public required LoudnessMeasurement Loudness { get; init; }

    /// <summary>What the planner compares songs by: one entry per beat of <see cref="Beats"/>.</summary>
    public required BeatFeatures BeatFeatures { get; init; }
}
