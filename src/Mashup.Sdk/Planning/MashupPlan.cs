using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Planning;

/// <summary>A whole mashup on paper: the <c>mashup.plan/1</c> document. Timeline beat b sounds at b × 60 / <see cref="Bpm"/> seconds.</summary>
public sealed record MashupPlan
{
    /// <summary>Name and version of the document.</summary>
    public const string SchemaName = "mashup.plan/1";

    /// <summary>Name and version of the document this plan was read from.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Seed the plan was made with.</summary>
    public required int Seed { get; init; }

    /// <summary>Tempo of the mashup, beats per minute.</summary>
    public required double Bpm { get; init; }

    /// <summary>Key of the mashup.</summary>
    public required MusicalKey Key { get; init; }

    /// <summary>Length, seconds, the tail included.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Sample rate of the mashup, Hz.</summary>
    public int SampleRate { get; init; } = 44100;

    /// <summary>The songs.</summary>
    public required IReadOnlyList<PlanTrack> Tracks { get; init; }

    /// <summary>The form, in order, without gaps.</summary>
    public required IReadOnlyList<PlanSection> Sections { get; init; }

    /// <summary>What plays; clips may overlap.</summary>
    public required IReadOnlyList<PlanClip> Clips { get; init; }

    /// <summary>How good the plan is.</summary>
    public required PlanScore Score { get; init; }

    /// <summary>Why it is as it is, in plain sentences.</summary>
    public required IReadOnlyList<string> Rationale { get; init; }

    /// <summary>What is not as good as it should be, in plain sentences; empty where nothing is.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
