using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Mashup.Sdk.Analysis;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Benchmarks;

/// <summary>The whole analysis of a song on one core and on two, beside aubio's beat tracker, in one run on one machine.</summary>
/// <remarks>
/// Decoding is left out of ours; aubio reads the same song as WAVE, which costs it next to nothing. Each figure is the best of several runs, ours after as many to
/// warm up. aubio finds beats, in one thread; ours finds everything. On a machine that others share, processor time says more than real time.
/// </remarks>
internal static class AnalysisRace
{
    private const int Runs = 7;

    public static async Task RunAsync(string file)
    {
        using var services = new ServiceCollection().AddMashup(o => o.Caching.Enabled = false).Services.BuildServiceProvider();
        var song = await services.GetRequiredService<SongLibrary>().ReadStereoAsync(file, CancellationToken.None);
        var analyzer = services.GetRequiredService<TrackAnalyzer>();
        var seconds = song.Audio.DurationSeconds;
        var wave = Path.Combine(Directory.CreateTempSubdirectory("mashup-race-").FullName, "song.wav");
        try
        {
            await services.GetRequiredService<MashupEngine>().WriteAsync(song.Audio, wave);
            Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file)}, {seconds:F0} s, best of {Runs}"));
            var before = GC.GetTotalAllocatedBytes(precise: true);
            analyzer.Analyze(song.Audio, null, CancellationToken.None);
            Print("allocated by one analysis, MB", (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6);
            foreach (var cores in Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount)))
            {
                Pin(cores);
                Best(() => analyzer.Analyze(song.Audio, null, CancellationToken.None));
                var ours = seconds / Best(() => analyzer.Analyze(song.Audio, null, CancellationToken.None));
                Print($"whole analysis, {cores} core(s), x real time", ours);
                Print($"whole analysis, {cores} core(s), processor ms per second of song", 1000 * LeastProcessorTime(() => analyzer.Analyze(song.Audio, null, CancellationToken.None)) / seconds);
                foreach (var command in (string[])["beat", "tempo"])
                {
                    if (TryAubio(command, wave) is { } time)
                    {
                        Print($"aubio {command}, x real time", seconds / time);
                        Print($"whole analysis against aubio {command}, ratio", ours / (seconds / time));
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(wave)!, recursive: true);
        }
    }

    private static void Pin(int cores)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            Process.GetCurrentProcess().ProcessorAffinity = (1 << cores) - 1;
        }
    }

    private static double Best(Action work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            work();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static double LeastProcessorTime(Action work) => Enumerable.Range(0, Runs).Min(_ =>
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    });

    private static double? TryAubio(string command, string wave)
    {
        try
        {
            return Best(() =>
            {
                using var aubio = Process.Start(new ProcessStartInfo("aubio", [command, wave]) { RedirectStandardOutput = true })!;
                aubio.StandardOutput.ReadToEnd();
                aubio.WaitForExit();
            });
        }
        catch (Win32Exception)
        {
            Console.WriteLine($"aubio {command}: skipped, the program aubio (Debian package aubio-tools) is not installed");
            return null;
        }
    }

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-62} {value,8:F1}"));
}
