using System.Text.Json;
using System.Text.Json.Nodes;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Sql;
using Mashup.Sdk;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Work;

/// <summary>Plans without rendering, and says how long rendering would take.</summary>
internal sealed class PlanJob(Engines engines, FinishedStages stages, Downloads downloads, Database database, HostingOptions options) : IJobHandler
{
    /// <inheritdoc/>
    public string Kind => JobKind.Plan;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context)
    {
        var settings = MashupSettings.FromJson(context.Job.Payload);
        var files = await downloads.FetchAsync(context, settings.TrackIds);
        await stages.BringAsync(context, settings.TrackIds, FinishedStages.WithoutStems);
        context.Progress.Begin(0, 1, MashupStage.Decode, MashupStage.Analyse, MashupStage.Plan);
        var plans = await engines.For(context.Job.UserId).PlanAsync(Requests.Of(settings, files, options.Separator), context.Progress, context.CancellationToken);
        var ids = files.ToDictionary(f => f.Value, f => f.Key);
        var lately = await database.FirstAsync<Lately>(
            """
            select cast(avg(ended_at - started_at) as double precision) / 1000 as seconds, cast(avg(cost) as double precision) as cost
            from (select ended_at, started_at, cost from jobs where kind = 'mashup' and status = 'succeeded' order by ended_at desc limit 20) j
            """,
            null,
            context.CancellationToken);
        var document = new JsonObject
        {
            ["plans"] = new JsonArray([.. plans.Select(p => JsonNode.Parse(PlanDocument.Write(p.WithIds(ids))))]),
            ["estimate"] = JsonSerializer.SerializeToNode(new { seconds = lately?.Seconds, cost = lately?.Cost }),
        };
        return new JobResult(document.ToJsonString(), _ => Task.CompletedTask);
    }

    private sealed class Lately
    {
        public double? Seconds { get; init; }

        public double? Cost { get; init; }
    }
}
