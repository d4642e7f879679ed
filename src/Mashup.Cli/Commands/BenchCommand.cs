using System.CommandLine;
using System.Text.Json.Nodes;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Demo;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup bench</c>: each stage on the demo songs, as a multiple of real time.</summary>
internal static class BenchCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new Command("bench", "Times each stage on the demo songs, as multiples of real time.") { shared.Json, shared.Quality };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("mashup-bench-");
            try
            {
                var rows = await MeasureAsync(shared.Engine(parsed, o => o.Caching.Enabled = false), folder.FullName, cancellationToken);
                if (parsed.GetValue(shared.Json))
                {
                    Console.WriteLine(new JsonObject
                    {
                        ["schema"] = "mashup.bench/1",
                        ["cores"] = Environment.ProcessorCount,
                        ["stages"] = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject { ["stage"] = r.Stage, ["seconds"] = Math.Round(r.Seconds, 3), ["timesRealTime"] = Math.Round(r.Times, 1) })]),
                    }.ToJsonString());
                }
                else
                {
                    Summary.PrintBench(rows);
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(MashupEngine engine, string folder, CancellationToken cancellationToken)
    {
        var songs = new List<string>();
        var seconds = 0.0;
        foreach (var song in Enum.GetValues<DemoSong>())
        {
            var audio = DemoSongs.Create(song, cancellationToken);
            seconds += audio.DurationSeconds;
            songs.Add(Path.Combine(folder, song + ".mp3"));
            await engine.WriteAsync(audio, songs[^1], cancellationToken);
        }

        var request = new MashupRequest(songs) { Output = Path.Combine(folder, "warm.mp3"), DurationSeconds = 60 };
        await engine.MakeAsync(request, null, cancellationToken);
        var result = await ProgressDisplay.RunAsync(p => engine.MakeAsync(request with { Output = Path.Combine(folder, "bench.mp3") }, p, cancellationToken));
        var made = result.Best.Plan.DurationSeconds;
        return
        [
            .. result.Stages.Stages.GroupBy(s => s.Stage).Select(g => Row(g.Key.ToString().ToLowerInvariant(), g.Sum(s => s.Duration.TotalSeconds), g.Key < MashupStage.Plan ? seconds : made)),
            Row("whole", result.Stages.Stages.Max(s => (s.Start + s.Duration).TotalSeconds), made),
        ];
    }

    private static BenchRow Row(string stage, double seconds, double audio) => new(stage, seconds, audio / Math.Max(seconds, 1e-6));
}

/// <summary>One line of the benchmark.</summary>
/// <param name="Stage">Stage, or the whole job.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="Times">Audio seconds per second.</param>
internal sealed record BenchRow(string Stage, double Seconds, double Times);
