using Mashup.Sdk.Analysis;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Planning;

/// <summary>What the planner is asked for.</summary>
public sealed record PlanningRequest
{
    /// <summary>The songs, 2 to 5, in the order they were given.</summary>
    public required IReadOnlyList<PlanningTrack> Tracks { get; init; }

    /// <summary>Wished length of the mashup, seconds, 15 to 600.</summary>
    public double DurationSeconds { get; init; } = 120;

    /// <summary>0 (chill) to 1 (hype).</summary>
    public double Energy { get; init; } = 0.5;

    /// <summary>0 (safe) to 1 (experimental).</summary>
    public double Style { get; init; } = 0.3;

    /// <summary>How many plans to make, 1 to 3, best first.</summary>
    public int Variants { get; init; } = 1;

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Id of the song whose vocals to use, or <see langword="null"/> to let the planner choose.</summary>
    public string? VocalsFrom { get; init; }

    /// <summary>An earlier plan of the same songs to plan anew around the clips that stay, or <see langword="null"/>.</summary>
    public PlanRevision? Revision { get; init; }
}

/// <summary>A song as the planner sees it.</summary>
/// <param name="Id">Short name, <c>a</c> for the first song.</param>
/// <param name="File">The file as it was given.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="Analysis">What was found in it.</param>
/// <param name="VocalClarity">How clean its separated vocals are, 0 to 1; 0.5 where not known.</param>
public sealed record PlanningTrack(string Id, string File, string Sha256, TrackAnalysis Analysis, double VocalClarity = PlanningTrack.UnknownClarity)
{
    /// <summary>Clarity of vocals that were not separated yet.</summary>
    public const double UnknownClarity = 0.5;

    /// <summary>What the song's separated stems tell, or <see langword="null"/> where it was not separated yet: harmony is then read from the mix.</summary>
    public StemReadings? Stems { get; init; }

    /// <summary>Parts of the song that must not be heard.</summary>
    public IReadOnlyList<SourceRegion> Excluded { get; init; } = [];
}
