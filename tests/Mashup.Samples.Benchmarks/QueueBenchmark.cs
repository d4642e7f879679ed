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

        foreach (var (client, _) in owners)
        {
            await client.WaitAsync("/jobs?kind=mashup&limit=100", page => page["items"]!.AsArray().All(j => (string)j!["status"]! is not ("queued" or "running")));
        }

        Console.WriteLine(FormattableString.Invariant($"{mashups} mashups of {Seconds} s by {users} users on 2 workers: {clock.Elapsed.TotalSeconds:0} s, {Environment.ProcessorCount} cores"));
        foreach (var (index, (client, _)) in owners.Index())
        {
            var jobs = (await client.GetAsync("/jobs?kind=mashup&limit=100")).Json["items"]!.AsArray();
            var waited = jobs.Select(j => Time(j!, "endedAt") - Time(j!, "createdAt")).ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"user {index + 1}: {jobs.Count(j => (string)j!["status"]! == "succeeded")} of {jobs.Count} succeeded, {waited.Average(w => w.TotalSeconds):0} s on average, the last after {waited.Max(w => w.TotalSeconds):0} s"));
            client.Dispose();
        }
    }

    private static DateTime Time(JsonNode job, string name) => (DateTime)job[name]!;
}
