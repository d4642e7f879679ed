using System.Diagnostics;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Benchmarks;

/// <summary>Real mashups, all queued at once by several users, on two workers.</summary>
internal static class QueueBenchmark
{
    private const int Seconds = 30;

    /// <summary>Runs the benchmark and prints when each user's mashups were done.</summary>
    public static async Task RunAsync(int mashups, int users)
    {
        using var data = new TestFolder();
        await using var service = await RunningService.StartAsync(data.Path, ["Workers=2", "Jobs:Attempts=1"]);
        var songs = await Songs.AllAsync();
        var owners = new List<(ApiClient Client, List<string> Tracks)>();
        for (var user = 0; user < users; user++)
        {
            var client = await service.SignedInAsync(FormattableString.Invariant($"user{user}@load.example"));
            var tracks = new List<string>();
            foreach (var song in songs)
            {
                tracks.Add(await client.AddTrackAsync(song));
            }

            await client.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));
            owners.Add((client, tracks));
        }

        // One user after the other: without fairness the first would be served whole before the last.
        var clock = Stopwatch.StartNew();
        foreach (var (client, tracks) in owners)
        {
            for (var seed = 1; seed <= mashups / users; seed++)
            {
                (await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = Seconds, seed })).Require(System.Net.HttpStatusCode.Accepted);
            }
        }

        var ended = new List<(int User, DateTime At)>();
        foreach (var (index, (client, _)) in owners.Index())
        {
            var jobs = await EndedAsync(client);
            var waited = jobs.Select(j => Time(j, "endedAt") - Time(j, "createdAt")).ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"user {index + 1}: {jobs.Count(j => (string)j["status"]! == "succeeded")} of {jobs.Count} succeeded, {waited.Average(w => w.TotalSeconds):0} s on average, the last after {waited.Max(w => w.TotalSeconds):0} s"));
            ended.AddRange(jobs.Select(j => (index, Time(j, "endedAt"))));
            client.Dispose();
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{ended.Count} mashups of {Seconds} s by {users} users on 2 workers: {clock.Elapsed.TotalSeconds:0} s, {Environment.ProcessorCount} cores; no user was ever more than {Lead(ended, users)} ahead of another"));
    }

    // However long it takes: a queue of a hundred is nothing to lose patience with.
    private static async Task<IReadOnlyList<JsonNode>> EndedAsync(ApiClient client)
    {
        while (true)
        {
            var jobs = (await client.GetAsync("/jobs?kind=mashup&limit=100")).Json["items"]!.AsArray();
            if (jobs.All(j => (string)j!["status"]! is not ("queued" or "running")))
            {
                return [.. jobs.Select(j => j!)];
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    // The largest difference between what any two users had got at any moment.
    private static int Lead(IEnumerable<(int User, DateTime At)> ended, int users)
    {
        var (got, lead) = (new int[users], 0);
        foreach (var (user, _) in ended.OrderBy(e => e.At))
        {
            got[user]++;
            lead = Math.Max(lead, got.Max() - got.Min());
        }

        return lead;
    }

    private static DateTime Time(JsonNode job, string name) => (DateTime)job[name]!;
}
