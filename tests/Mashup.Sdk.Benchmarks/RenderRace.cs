using System.Diagnostics;
using System.Globalization;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Stretching;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Benchmarks;

/// <summary>The whole rendering of a plan, stretched, mixed and mastered anew, as a multiple of real time on at most two cores.</summary>
/// <remarks>
/// Its songs are decoded and separated before, or found in the cache; of what was stretched nothing is kept. Each figure is the best of several runs after one to warm up.
/// On a machine that others share, audio seconds per processor second tell more: on two free cores a rendering takes a little over half its processor time.
/// </remarks>
internal static class RenderRace
{
    private const int Runs = 5;
    private const int MostCores = 2;

    public static async Task RunAsync(string file)
    {
        var cores = Math.Min(MostCores, Environment.ProcessorCount);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            Process.GetCurrentProcess().ProcessorAffinity = (1 << cores) - 1;
        }

        var plan = PlanDocument.Read(await File.ReadAllTextAsync(file));
        using var services = new ServiceCollection().AddMashup().Services.BuildServiceProvider();
        var library = services.GetRequiredService<SongLibrary>();
        using var graph = new StageGraph(null, CancellationToken.None);
        var source = StemSource.OnDemand(plan.Tracks, graph, library, library.Separator(null));
        foreach (var (track, stem) in plan.Clips.Select(c => (c.Track, c.Stem)).Distinct())
        {
            await source.GetStemAsync(track, stem, CancellationToken.None);
        }

        var stems = plan.Clips.GroupBy(c => c.Stem).Select(g => $"{g.Key.ToString().ToLowerInvariant()} {g.Sum(c => c.Beats) * 60 / plan.Bpm:F0} s");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.DurationSeconds:F0} s of {string.Join(", ", stems)}; {cores} core(s), best of {Runs}"));
        var renderer = new TimelineRenderer(services.GetRequiredService<ITimeStretcher>());
        foreach (var quality in Enum.GetValues<StretchQuality>())
        {
            var request = new RenderRequest(plan, source, new RenderingOptions { Quality = quality });
            var (wall, processor) = await BestAsync(() => renderer.RenderAsync(request, null, CancellationToken.None));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{quality,-5} x real time {plan.DurationSeconds / wall,6:F1}   audio seconds per processor second {plan.DurationSeconds / processor,6:F1}"));
        }
    }

    private static async Task<(double Wall, double Processor)> BestAsync(Func<Task> work)
    {
        await work();
        double wall = double.MaxValue, processor = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await work();
            wall = Math.Min(wall, watch.Elapsed.TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return (wall, processor);
    }
}
