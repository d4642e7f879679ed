using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Work;

/// <summary>What a job brought about.</summary>
/// <param name="Document">Kept with the job, where there is one.</param>
/// <param name="Outcome">Changes that count together with the end of the job.</param>
internal sealed record JobResult(string? Document, Func<ISql, Task> Outcome)
{
    /// <summary>Everything was already published.</summary>
    public static JobResult Done { get; } = new(null, _ => Task.CompletedTask);
}
