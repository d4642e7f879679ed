using System.Net;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>Workers that are killed without a warning, with the real engine.</summary>
[Trait("Category", "EndToEnd")]
public sealed class KilledWorkerTests
{
    private const int Mashups = 3;
    private static readonly string[] Stages = ["analyse", "separate", "render", "encode"];

    [Fact]
    public async Task Kill_InEveryStage_EndsEveryJobOnceAndLeavesNoOrphans()
    {
        using var data = new TestFolder();
        string[] shared =
        [
            "Database=" + data["mashup.db"], "Blobs=" + data["blobs"], "Cache=" + data["cache"], "Jobs:Lease=00:00:03", "Jobs:Heartbeat=00:00:00.5",
            "Jobs:Poll=00:00:00.5", "Jobs:Attempts=10",
        ];
        await using var service = await RunningService.StartAsync(data["web"], [.. shared, "Workers=0"]);
        await using var workers = new WorkerProcesses(data.Path, shared);
        workers.Start("worker-1");
        workers.Start("worker-2");
        var database = service.Services.GetRequiredService<Database>();
        using var client = await service.SignedInAsync("killer@example.org");

        using var ended = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var killed = KillInEveryStageAsync(database, workers, ended.Token);
        var tracks = new List<string>();
        foreach (var song in await Songs.AllAsync())
        {
            tracks.Add(await client.AddTrackAsync(song));
        }

        var jobs = new List<string>();
        for (var seed = 1; seed <= Mashups; seed++)
        {
            jobs.Add((string)(await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 30, seed })).Require(HttpStatusCode.Accepted)["jobId"]!);
        }

        foreach (var job in jobs)
        {
            Assert.Equal("succeeded", (string)(await client.WaitForJobAsync(job))["status"]!);
        }

        await client.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));
        await ended.CancelAsync();
        Assert.True(await killed > 1);
        var made = (await client.GetAsync("/mashups")).Json["items"]!.AsArray();
        Assert.All(made, m => Assert.Equal(("ready", 1), ((string)m!["status"]!, (int)m["revision"]!)));

        // Five files for each mashup; source, analysis and four stems for each track.
        Assert.Equal(Mashups * 5 + tracks.Count * 6, data.Files("blobs").Count(f => f.Contains("users", StringComparison.Ordinal)));
        Assert.Equal(Mashups + tracks.Count, await database.FirstAsync<int>("select count(*) from events where outcome = 'succeeded'"));
    }

    private static async Task<int> KillInEveryStageAsync(Database database, WorkerProcesses workers, CancellationToken ended)
    {
        var kills = 0;
        foreach (var stage in Stages)
        {
            string? lease;
            while ((lease = await database.FirstAsync<string>("select worker from jobs where status = 'running' and stage = @stage limit 1", new { stage }, CancellationToken.None)) is null)
            {
                if (ended.IsCancellationRequested)
                {
                    return kills;
                }

                await Task.Delay(50, CancellationToken.None);
            }

            await workers.KillAsync(lease);
            kills++;
        }

        return kills;
    }
}
