using System.Diagnostics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Gpu;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Benchmarks.Neural;

/// <summary>How many times real time a model separates with one thread: by processor time, which is what one idle core would take, and by the clock.</summary>
internal static class ModelSpeed
{
    private const double Seconds = 30;
    private const int Rounds = 3;

    public static async Task RunAsync(string manifest)
    {
        var folder = Directory.CreateTempSubdirectory("mashup-speed-").FullName;
        try
        {
            var model = await new ModelStore(folder).AddAsync(manifest, null, _ => true);
            var services = new ServiceCollection();
            services.AddMashup().UseOnnxSeparation(o => (o.ModelFolder, o.Model, o.Device, o.Threads) = (folder, model.Name, OnnxDevice.Cpu, 1));
            await using var provider = services.BuildServiceProvider();
            var separator = provider.GetServices<IStemSeparator>().First();
            var random = new Random(1);
            var song = new AudioBuffer(44100, [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, (int)(Seconds * 44100)).Select(_ => (float)random.NextDouble() - 0.5f).ToArray())]);
            await separator.SeparateAsync(song, null, CancellationToken.None);
            using var process = Process.GetCurrentProcess();
            var best = double.PositiveInfinity;
            for (var round = 0; round < Rounds; round++)
            {
                process.Refresh();
                var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
                await separator.SeparateAsync(song, null, CancellationToken.None);
                process.Refresh();
                var processor = (process.TotalProcessorTime - before).TotalSeconds;
                best = Math.Min(best, processor);
                Console.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s by the clock, {processor:0.00} s of processors"));
            }

            Console.WriteLine(FormattableString.Invariant($"{model.Name}, {model.Bytes} bytes: {Seconds / best:0.0} x real time on one core (best of {Rounds}, by processor time, whole separator)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
