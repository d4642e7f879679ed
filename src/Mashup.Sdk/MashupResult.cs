using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Scoring;

namespace Mashup.Sdk;

/// <summary>What became of a request.</summary>
/// <param name="Songs">What was found in each song, in the order they were given.</param>
/// <param name="Variants">The mashups, best first.</param>
/// <param name="Stages">How long each stage took.</param>
public sealed record MashupResult(IReadOnlyList<AnalyzedSong> Songs, IReadOnlyList<MashupVariant> Variants, StageReport Stages)
{
    /// <summary>The best mashup.</summary>
    public MashupVariant Best => Variants[0];
}

/// <summary>One finished mashup.</summary>
/// <param name="File">The file it was written to.</param>
/// <param name="Plan">What plays when, and why.</param>
/// <param name="Loudness">Loudness of the rendered audio, before coding.</param>
/// <param name="Quality">How good the rendered audio is.</param>
public sealed record MashupVariant(string File, MashupPlan Plan, LoudnessMeasurement Loudness, QualityReport Quality);
