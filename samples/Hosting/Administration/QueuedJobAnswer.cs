using Mashup.Hosting.Jobs;

namespace Mashup.Hosting.Administration;

/// <summary>A job of anybody, to an administrator.</summary>
/// <param name="UserId">Its owner.</param>
/// <param name="UserName">Its owner's name.</param>
/// <param name="Host">The machine that runs it; absent where none does.</param>
/// <param name="Job">The job, as its owner sees it.</param>
internal sealed record QueuedJobAnswer(string UserId, string UserName, string? Host, JobAnswer Job);
