namespace Mashup.Hosting.Jobs;

/// <summary>Why a job failed, in the shape of every other problem.</summary>
/// <param name="Title">Short.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">One sentence, for people.</param>
/// <param name="Retryable">Whether trying again could help.</param>
/// <param name="TraceId">Finds the failure in the log.</param>
internal sealed record JobProblem(string Title, string Code, string Detail, bool Retryable, string? TraceId);
