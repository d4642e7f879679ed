using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Tracks;
using Mashup.Sdk;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Work;

/// <summary>Plans and renders the variants of a generation. Plans and finished variants are checkpoints: whoever resumes repeats neither.</summary>
internal sealed class MashupJob(
    Engines engines, FinishedStages stages, TrackStore tracks, MashupStore mashups, Downloads downloads, Rendition rendition, HostingOptions options) : IJobHandler
{
    private const double PreparedAt = 0.15;
    private const double PlannedAt = 0.3;

    /// <inheritdoc/>
    public string Kind => JobKind.Mashup;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context)
    {
        var settings = MashupSettings.FromJson(context.Job.Payload);
        await mashups.SetRunningAsync(context.Job.Id, context.CancellationToken);
        var wanted = await mashups.OfJobAsync(context.Job.Id, context.CancellationToken);
        var open = wanted.Where(m => m.Status != MashupStatus.Ready).ToArray();
        if (open.Length == 0)
        {
            return JobResult.Done;
        }

        var files = await downloads.FetchAsync(context, settings.TrackIds);
        await stages.BringAsync(context, settings.TrackIds);
        var plans = await PlanAsync(context, settings, files, open);
        foreach (var (index, mashup) in open.Index())
        {
            var share = (1 - PlannedAt) / open.Length;
            await rendition.MakeAsync(context, mashup, plans[mashup.Id], files, PlannedAt + index * share, PlannedAt + (index + 1) * share);
        }

        return JobResult.Done;
    }

    private async Task<IReadOnlyDictionary<string, MashupPlan>> PlanAsync(
        JobContext context, MashupSettings settings, IReadOnlyDictionary<string, string> files, MashupRow[] open)
    {
        var plans = new Dictionary<string, MashupPlan>();
        foreach (var mashup in open)
        {
            context.Unpublished.Add(BlobKey.Mashup(mashup.UserId, mashup.Id));
            if (await downloads.ReadTextAsync(PlanKey(mashup), context.CancellationToken) is { } kept)
            {
                plans[mashup.Id] = PlanDocument.Read(kept);
            }
        }

        if (plans.Count == open.Length)
        {
            return plans;
        }

        var engine = engines.For(context.Job.UserId);
        await PrepareAsync(context, engine, files);
        context.Progress.Begin(PreparedAt, PlannedAt, MashupStage.Decode, MashupStage.Analyse, MashupStage.Plan);
        var made = await engine.PlanAsync(Requests.Of(settings, files, options.Separator), context.Progress, context.CancellationToken);
        var ids = files.ToDictionary(f => f.Value, f => f.Key);
        foreach (var mashup in open)
        {
            var plan = made[Math.Min(mashup.Variant, made.Count) - 1].WithIds(ids);
            await downloads.StoreTextAsync(PlanKey(mashup), PlanDocument.Write(plan), context.CancellationToken);
            plans[mashup.Id] = plan;
        }

        return plans;
    }

    // A track that was uploaded a moment ago may not be separated yet, and a planner that has heard its stems plans better.
    private async Task PrepareAsync(JobContext context, MashupEngine engine, IReadOnlyDictionary<string, string> files)
    {
        var waiting = (await tracks.FindAllAsync(context.Job.UserId, files.Keys, context.CancellationToken)).Where(t => t.Stems.Length == 0).ToArray();
        foreach (var (index, track) in waiting.Index())
        {
            var share = PreparedAt / waiting.Length;
            context.Progress.Begin(index * share, (index + 1) * share, MashupStage.Decode, MashupStage.Analyse, MashupStage.Separate);
            await engine.PrepareAsync(files[track.Id], options.Separator, context.Progress, context.CancellationToken);
        }
    }

    private static string PlanKey(MashupRow mashup) => BlobKey.Revision(mashup.UserId, mashup.Id, mashup.Revision + 1) + "plan.json";
}
