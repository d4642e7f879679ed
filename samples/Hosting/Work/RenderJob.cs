using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Work;

/// <summary>Renders an edited plan as a new revision of its mashup.</summary>
internal sealed class RenderJob(FinishedStages stages, MashupStore mashups, Downloads downloads, Rendition rendition) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Render;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context)
    {
        await mashups.SetRunningAsync(context.Job.Id, context.CancellationToken);
        var mashup = await mashups.FindAsync(context.Job.UserId, context.Job.Subject, context.CancellationToken) ?? throw ApiProblem.NotFound("mashup");
        if (mashup.Status != MashupStatus.Ready)
        {
            var plan = PlanDocument.Read(context.Job.Payload);
            var files = await downloads.FetchAsync(context, [.. plan.Tracks.Select(t => t.File).Distinct()]);
            await stages.BringAsync(context, files.Keys);
            await rendition.MakeAsync(context, mashup, plan, files, 0, 1);
        }

        return JobResult.Done;
    }
}
