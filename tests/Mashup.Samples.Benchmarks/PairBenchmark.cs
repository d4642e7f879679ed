using System.Diagnostics;
using Mashup.Samples.Tests.Service;
using Mashup.Sdk;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Demo;

namespace Mashup.Samples.Benchmarks;

/// <summary>Two songs of three minutes, from their upload to a mashup of three minutes, on an otherwise idle service with the real engine.</summary>
internal static class PairBenchmark
{
    private const int Seconds = 180;

    /// <summary>Runs the benchmark and prints how long each step took.</summary>
    public static async Task RunAsync(string[] songs)
    {
        using var data = new TestFolder();
        await using var service = await RunningService.StartAsync(data.Path);
        using var client = await service.SignedInAsync("pair@load.example");
        var files = songs.Length >= 2 ? songs : await MakeAsync(data);
        var clock = Stopwatch.StartNew();
        var tracks = new List<string>();
        foreach (var file in files)
        {
            tracks.Add(await client.AddTrackAsync(file));
        }

        var analysed = clock.Elapsed.TotalSeconds;
        var answer = (await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = Seconds })).Require(System.Net.HttpStatusCode.Accepted);
        var job = await client.WaitForJobAsync((string)answer["jobId"]!);
        Console.WriteLine(FormattableString.Invariant(
            $"{job["status"]}: uploaded and analysed after {analysed:0.0} s; submitted to ready {clock.Elapsed.TotalSeconds - analysed:0.0} s, {Environment.ProcessorCount} cores"));
    }

    // The demo songs again and again, until they are long enough.
    private static async Task<string[]> MakeAsync(TestFolder data)
    {
        var files = new List<string>();
        var engine = MashupEngine.Create(o => (o.Caching.Enabled, o.Encoding.BitsPerSample) = (false, 16));
        foreach (var song in new[] { DemoSong.NeonHarbour, DemoSong.PaperKites })
        {
            var once = DemoSongs.Create(song);
            var whole = new AudioBuffer(once.SampleRate, once.ChannelCount, Seconds * once.SampleRate);
            for (var channel = 0; channel < whole.ChannelCount; channel++)
            {
                for (var i = 0; i < whole.Length; i++)
                {
                    whole.Channel(channel)[i] = once.Channel(channel)[i % once.Length];
                }
            }

            files.Add(data[song + ".wav"]);
            await engine.WriteAsync(whole, files[^1]);
        }

        return [.. files];
    }
}
