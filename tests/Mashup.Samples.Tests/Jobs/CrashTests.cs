using System.Net;
using System.Text.Json;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>Every part dies without a warning while 20 jobs run on three workers, with the real engine.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CrashTests
{
    private const int Mashups = 20;
    private static readonly string[] OfAnalysis = ["analyse", "separate"];
    private static readonly string[] OfMashups = ["plan", "render", "encode"];

    // What is finished before a stage begins, and so must not be seen again by whoever resumes in it.
    private static readonly Dictionary<string, string[]> Finished = new()
    {
        ["analyse"] = [], ["separate"] = ["analyse"], ["plan"] = [], ["render"] = ["plan"], ["encode"] = ["plan", "separate", "render"],
    };

    [SkippableFact]
    public async Task Kill_OfEveryPartAndInEveryStage_EndsEveryJobOnceRepeatsNothingAndLeavesNoOrphans()
    {
        await using var parts = await CrashingParts.StartAsync();
        var killing = new Killing(parts);
        using var ended = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        using var client = new ApiClient(parts.Address);
        await client.RegisterAsync("killer@example.org");
        await client.SignInAsync("killer@example.org");

        try
        {
            var tracks = await UploadAsync(client, killing, ended.Token);
            var kills = killing.KillInAsync(OfMashups, "mashup", ended.Token);
            await SubmitAndCrashAsync(parts, client, tracks);
            await EndedAsync(parts, client, ended.Token);
            await kills;
            Assert.Equal([.. OfAnalysis.Concat(OfMashups).Order()], killing.JobByStage.Keys.Order());
            await AssertOnceAsync(parts, killing, tracks.Count);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The hosts said:\n{parts.Output}", e);
        }
    }

    private static async Task<IReadOnlyList<string>> UploadAsync(ApiClient client, Killing killing, CancellationToken ended)
    {
        var kills = killing.KillInAsync(OfAnalysis, "analysis", ended);
        var tracks = new List<string>();
        foreach (var song in await Songs.AllAsync())
        {
            tracks.Add((string)(await client.UploadAsync(song)).Require(HttpStatusCode.Created)["id"]!);
        }

        await client.WaitAsync("/tracks", page => page["items"]!.AsArray().All(t => t!["stems"]!.AsArray().Count == 4));
        await kills;
        return tracks;
    }

    /// <summary>The broker and the web host die while jobs are submitted, the database while they run.</summary>
    private static async Task SubmitAndCrashAsync(CrashingParts parts, ApiClient client, IReadOnlyList<string> tracks)
    {
        for (var seed = 1; seed <= Mashups; seed++)
        {
            (await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 30, seed }, FormattableString.Invariant($"mashup-{seed}"))).ThrowUnless(HttpStatusCode.Accepted);
            await (seed switch
            {
                Mashups / 4 => parts.KillBrokerAsync(),
                Mashups / 2 => parts.KillWebAsync(),
                _ => Task.CompletedTask,
            });
        }

        await parts.CrashDatabaseAsync();
        await parts.StartBrokerAsync();
    }

    private static async Task EndedAsync(CrashingParts parts, ApiClient client, CancellationToken ended)
    {
        while (true)
        {
            // Right after the crash of the database an answer may be "unavailable", and this test's own connections are broken as well.
            var answer = await client.GetAsync("/jobs?limit=100");
            try
            {
                if (answer.Status == HttpStatusCode.OK && answer.Json["items"]!.AsArray().All(j => (string)j!["status"]! is not ("queued" or "running"))
                    && await parts.Database.FirstAsync<int>("select count(*) from jobs where status in ('queued', 'running')", null, ended) == 0)
                {
                    Npgsql.NpgsqlConnection.ClearAllPools();
                    return;
                }
            }
            catch (Npgsql.NpgsqlException)
            {
            }

            await Task.Delay(200, ended);
        }
    }

    private static async Task AssertOnceAsync(CrashingParts parts, Killing killing, int tracks)
    {
        var database = parts.Database;
        Assert.Equal(Mashups + tracks, await database.FirstAsync<int>("select count(*) from jobs"));
        Assert.Equal(Mashups + tracks, await database.FirstAsync<int>("select count(*) from jobs where status = 'succeeded'"));
        Assert.Equal(Mashups, await database.FirstAsync<int>("select count(*) from mashups where status = 'ready' and revision = 1"));
        Assert.Equal(Mashups + tracks, await database.FirstAsync<int>("select count(*) from events where outcome = 'succeeded'"));
        Assert.Equal(Mashups + tracks, await database.FirstAsync<int>("select count(distinct subject) from events where outcome = 'succeeded'"));
        foreach (var (stage, job) in killing.JobByStage)
        {
            var stages = await database.FirstAsync<string>("select stage_seconds from events where subject = @job and outcome = 'succeeded'", new { job });
            Assert.Empty(JsonSerializer.Deserialize<Dictionary<string, double>>(stages!)!.Keys.Intersect(Finished[stage]));
        }

        // Five files for each mashup; source, analysis and four stems for each track; and what dead workers left half written is swept.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (parts.Data.Files("blobs/.unfinished").Count > 0)
        {
            await Task.Delay(500, patience.Token);
        }

        Assert.Equal(Mashups * 5 + tracks * 6, parts.Data.Files("blobs").Count(f => !f.EndsWith("probe", StringComparison.Ordinal)));
        Assert.DoesNotContain(parts.Data.Files("."), f => f.Contains("/work/", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal));
    }
}
