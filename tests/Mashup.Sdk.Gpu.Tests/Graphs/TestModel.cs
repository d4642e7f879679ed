using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;

namespace Mashup.Sdk.Gpu.Tests.Graphs;

/// <summary>A manifest and its graphs in a temporary folder. They run on the CPU, or, with MASHUP_TEST_DEVICE=cuda, on a GPU and nowhere else.</summary>
internal sealed class TestModel : IDisposable
{
    private static readonly OnnxDevice Device = Environment.GetEnvironmentVariable("MASHUP_TEST_DEVICE") == "cuda" ? OnnxDevice.Cuda : OnnxDevice.Cpu;

    public TestModel(ModelManifest manifest, params OnnxGraph[] graphs)
        : this(manifest, [.. graphs.Select(g => g.ToArray())])
    {
    }

    public TestModel(ModelManifest manifest, params byte[][] graphs)
    {
        Manifest = manifest.Files.Count > 0 ? manifest : manifest with { Files = [.. graphs.Select((_, i) => new ModelFile { Path = $"{i}.onnx" })] };
        foreach (var (file, graph) in Manifest.Files.Zip(graphs))
        {
            File.WriteAllBytes(Path.Combine(Folder, file.Path), graph);
        }

        ManifestRules.Check(Manifest, "manifest.json");
        File.WriteAllText(Path.Combine(Folder, "manifest.json"), ManifestDocument.Write(Manifest));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mashup-model-").FullName;

    public ModelManifest Manifest { get; }

    public List<DeviceNotice> Notices { get; } = [];

    public ModelRun Open(INetworkLoader? loader = null, OnnxSeparationOptions? options = null)
    {
        options ??= new OnnxSeparationOptions { Device = Device };
        var sessions = new ModelSessions(Manifest, new FolderFiles(Folder), loader ?? new OnnxNetworkLoader(2, 0));
        return new ModelRun(sessions, new DevicePool(options.JobsPerDevice, new NvidiaMemory(0)), options, n => { lock (Notices) { Notices.Add(n); } });
    }

    public Task<float[][][]> SeparateAsync(float[][] song, OnnxSeparationOptions? options = null) => SeparateAsync(new Song(song), options);

    public async Task<float[][][]> SeparateAsync(Song song, OnnxSeparationOptions? options = null)
    {
        using var run = Open(options: options);
        var stems = await run.SeparateAsync(song, null, CancellationToken.None);
        Assert.All(Notices.Where(_ => options is null), n => Assert.Equal(Device, n.Device));
        return stems;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
