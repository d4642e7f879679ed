using Mashup.Hosting.Jobs;

namespace Mashup.Hosting.Work;

/// <summary>What a handler works with.</summary>
/// <param name="Job">The job, as this worker leased it.</param>
/// <param name="Folder">An empty folder, deleted afterwards.</param>
/// <param name="Progress">Where to tell how far it is.</param>
/// <param name="Unpublished">Blob prefixes that are being written; what is still in here when the job is cancelled is deleted.</param>
/// <param name="CancellationToken">Cancelled, lost, or the host stops.</param>
internal sealed record JobContext(Job Job, string Folder, JobProgress Progress, HashSet<string> Unpublished, CancellationToken CancellationToken);
