namespace Mashup.Sdk;

/// <summary>How long a job took, stage by stage.</summary>
/// <param name="Stages">Every stage that ran, in order of its start.</param>
/// <param name="CriticalPath">The chain of stages that decided the job's length, first to last.</param>
public sealed record StageReport(IReadOnlyList<StageTiming> Stages, IReadOnlyList<StageTiming> CriticalPath);

/// <summary>One stage of a job.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Track">The file it worked on, or <see langword="null"/> where it worked on the whole mashup.</param>
/// <param name="Start">When it started, from the start of the job.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="FromCache">Whether its result was there already.</param>
public sealed record StageTiming(MashupStage Stage, string? Track, TimeSpan Start, TimeSpan Duration, bool FromCache);
