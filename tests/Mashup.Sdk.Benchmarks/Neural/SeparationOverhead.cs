using System.Diagnostics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Gpu;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Benchmarks.Neural;

/// <summary>The whole separator against the bare runs of its session, turn by turn: by the clock, and by processor time, which a busy machine disturbs less.</summary>
internal static class SeparationOverhead
{
    private const double Seconds = 30;
    private const int Rounds = 9;

    public static async Task RunAsync(OnnxDevice device)
    {
        var folder = Directory.CreateTempSubdirectory("mashup-overhead-").FullName;
        try
        {
            var file = Path.Combine(folder, "net.onnx");
            await File.WriteAllBytesAsync(file, SmallNet.Create());
            await File.WriteAllTextAsync(Path.Combine(folder, "net.json"), ManifestDocument.Write(Manifest));
            await new ModelStore(folder).AddAsync(Path.Combine(folder, "net.json"), null, _ => true);
            var services = new ServiceCollection();
            services.AddMashup().UseOnnxSeparation(o => (o.ModelFolder, o.Model, o.Device, o.Notify) = (folder, "net", device, Say));
            await using var provider = services.BuildServiceProvider();
            var separator = provider.GetServices<IStemSeparator>().First();
            await MeasureAsync(separator, file, device);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ModelManifest Manifest => new()
    {
        Schema = ModelManifest.CurrentSchema,
        Name = "net",
        Licence = "random weights",
        Stems = ["vocals", "drums", "bass", "other"],
        Files = [new ModelFile { Path = "net.onnx" }],
        Inputs = [new TensorContract { Kind = TensorKind.Bands }],
        Outputs = [new TensorContract { Kind = TensorKind.Bands }],
        Output = new OutputContract { As = OutputMeaning.Mask },
        Stft = new StftContract { Size = 4096, Hop = 1024 },
        Bands = new BandContract { Count = 384, Single = 192 },
        Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = 256, Step = 128, Window = ChunkWindow.Hann },
    };

    private static async Task MeasureAsync(IStemSeparator separator, string file, OnnxDevice device)
    {
        var random = new Random(1);
        var mix = new AudioBuffer(44100, [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, (int)(Seconds * 44100)).Select(_ => (float)random.NextDouble() - 0.5f).ToArray())]);
        using var network = new OnnxNetworkLoader(threads: 0, deviceIndex: 0).Load(file, device);
        TensorMemory[] inputs = [new([.. Enumerable.Range(0, 4 * 256 * 384).Select(_ => (float)random.NextDouble())], [1, 4, 256, 384])];
        TensorMemory[] outputs = [new(new float[4 * 2 * 256 * 384], [1, 4, 2, 256, 384])];
        using var binding = network.Bind(inputs, outputs);
        var chunks = Chunking(mix.Length);
        binding.Run(CancellationToken.None);
        var first = await TimeAsync(() => separator.SeparateAsync(mix, null, CancellationToken.None));
        Console.WriteLine(FormattableString.Invariant($"first call {first.Wall:0.00} s ({first.Processor:0.00} s of processors), its session included"));
        Console.WriteLine($"{Seconds} s of stereo, {chunks} runs, {Environment.ProcessorCount} processors");
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var bare = await TimeAsync(() =>
            {
                for (var i = 0; i < chunks; i++)
                {
                    binding.Run(CancellationToken.None);
                }

                return Task.CompletedTask;
            });
            var whole = await TimeAsync(() => separator.SeparateAsync(mix, null, CancellationToken.None));
            Console.WriteLine(FormattableString.Invariant(
                $"bare {bare.Wall:0.00} s ({bare.Processor:0.00} s of processors), whole {whole.Wall:0.00} s ({whole.Processor:0.00} s): {whole.Wall / bare.Wall:0.000} by the clock, {whole.Processor / bare.Processor:0.000} by processor time, {Seconds / whole.Wall:0.0} x real time"));
            ratios.Add(whole.Wall / bare.Wall);
        }

        ratios.Sort();
        Console.WriteLine(FormattableString.Invariant($"median of {Rounds} rounds by the clock: {ratios[Rounds / 2]:0.000}"));
    }

    private static void Say(DeviceNotice notice) => Console.WriteLine($"{notice.Device}: {notice.Reason}");

    private static int Chunking(int length) => Mashup.Sdk.Gpu.Chunking.ChunkPlan.Of(Manifest.Chunk!, 1 + (length + 1023) / 1024).Count;

    private static async Task<(double Wall, double Processor)> TimeAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await work();
        process.Refresh();
        return (clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
