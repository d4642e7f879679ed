using System.Buffers.Binary;
using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.OwnModel;

/// <summary>A model that an assembly carries, here a tiny one with random weights: what PyTorch made of it was stored by <c>training/separation-net</c> when it was exported.</summary>
public sealed class OwnModelTests : IDisposable
{
    private const float Tolerance = 1e-4f;

    private static readonly PackagedModel Tiny = PackagedModel.Of(typeof(OwnModelTests).Assembly)!;
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Graph_InOnnxRuntime_GivesTheSharesOfPyTorch()
    {
        var reference = Reference.Read();
        int frames = Tiny.Manifest.Chunk!.Length, bands = Tiny.Manifest.Bands!.Count;
        var shares = new float[4 * 2 * frames * bands];
        using var network = Tiny.Load(Tiny.Manifest.Files[0].Path, new OnnxNetworkLoader(1, 0), OnnxDevice.Cpu);
        using var binding = network.Bind([new(reference.Chunk, [1, 4, frames, bands]), new(reference.ChunkDraft, [1, 4, frames, bands])], [new(shares, [1, 4, 2, frames, bands])]);

        binding.Run(CancellationToken.None);

        AssertEqual(reference.Shares, shares);
    }

    [Fact]
    public async Task Separate_ThroughThePackage_GivesTheStemsOfPyTorch()
    {
        var reference = Reference.Read();

        var stems = await SeparateAsync(new Song(reference.Song, reference.Draft));

        Assert.Equal(["vocals", "drums", "bass", "other"], Tiny.Manifest.Stems);
        Assert.All(reference.Left.Zip(stems), s => AssertEqual(s.First, s.Second[0]));
    }

    [Fact]
    public async Task Separate_AnySong_StemsSumToTheMix()
    {
        var song = Signals.Noise(9000);

        var stems = await SeparateAsync(new Song(song, [.. Signals.Noise(9000, 6).Chunk(2)]));

        float[][] sum = [.. song.Select((channel, c) => channel.Select((_, i) => stems.Sum(s => s[c][i])).ToArray())];
        Assert.InRange(Signals.ErrorDecibels(song, sum), double.NegativeInfinity, -100);
    }

    [Fact]
    public void Store_WithAModelInThePackage_OffersItWithoutInstallation()
    {
        var store = new ModelStore(_folder, new HttpClientHandler(), Tiny);

        var model = Assert.Single(store.List());

        Assert.Equal(("own", "MIT", null), (model.Name, model.Licence, model.Problem));
        Assert.InRange(model.Bytes, 1, 12_000_000);
        store.Verify("own");
        Assert.Contains("cannot be deleted", Assert.Throws<MashupException>(() => store.Remove("own")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_InstalledModelOfTheSameName_TakesItsPlace()
    {
        using var installed = Families.HtDemucsWave(1, 1, 1, 1);
        var store = new ModelStore(_folder, new HttpClientHandler(), Tiny);
        var manifest = Path.Combine(installed.Folder, "manifest.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"test\"", "\"own\"", StringComparison.Ordinal));

        await store.AddAsync(manifest, null, _ => true);

        Assert.Equal("CC0-1.0", Assert.Single(store.List()).Licence);
        Assert.Null(store.Manifest("own").Bands);
        store.Remove("own");
        Assert.Equal("MIT", Assert.Single(store.List()).Licence);
    }

    [SkippableFact]
    public void Package_OwnModel_IsSmallAndAsItsManifestSays()
    {
        var own = PackagedModel.Of(typeof(ModelStore).Assembly);
        Skip.If(own is null, "The package carries no model of its own.");

        new ModelStore(_folder).Verify(own.Manifest.Name);

        Assert.InRange(own.Describe().Bytes, 1, 12_000_000);
    }

    /// <summary>A plan is the same document whatever the number of threads, and it reads the stems.</summary>
    [SkippableFact]
    public async Task Package_OwnModel_GivesTheSameBytesWithAnyNumberOfThreads()
    {
        var own = PackagedModel.Of(typeof(ModelStore).Assembly);
        Skip.If(own is null, "The package carries no model of its own.");
        const int seconds = 9;
        var song = new Song(Signals.Noise(seconds * own.Manifest.SampleRate), [.. Signals.Noise(seconds * own.Manifest.SampleRate, 6).Chunk(2)]);

        var one = await SeparateAsync(song, own, threads: 1);

        foreach (var threads in new[] { 2, 3, 8 })
        {
            Assert.Equal(one, await SeparateAsync(song, own, threads));
        }
    }

    private static async Task<float[][][]> SeparateAsync(Song song, PackagedModel? model = null, int threads = 1)
    {
        model ??= Tiny;
        var options = new OnnxSeparationOptions { Device = OnnxDevice.Cpu, Threads = threads };
        var sessions = new ModelSessions(model.Manifest, model, new OnnxNetworkLoader(threads, 0));
        using var run = new ModelRun(sessions, new DevicePool(1, new NvidiaMemory(0)), options, _ => { });
        return await run.SeparateAsync(song, null, CancellationToken.None);
    }

    private static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var furthest = 0f;
        for (var i = 0; i < expected.Length; i++)
        {
            furthest = Math.Max(furthest, Math.Abs(expected[i] - actual[i]));
        }

        Assert.InRange(furthest, 0, Tolerance);
    }

    /// <summary>A chunk and its draft, PyTorch's shares of it, a song, its draft, the left channels of its stems.</summary>
    private sealed record Reference(float[] Chunk, float[] ChunkDraft, float[] Shares, float[][] Song, float[][][] Draft, float[][] Left)
    {
        public static Reference Read()
        {
            using var stream = typeof(OwnModelTests).Assembly.GetManifestResourceStream("own-model.reference")!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            float[] values = [.. bytes.Chunk(4).Select(b => BinaryPrimitives.ReadSingleLittleEndian(b))];
            var chunk = 4 * Tiny.Manifest.Chunk!.Length * Tiny.Manifest.Bands!.Count;
            // A song of two channels, three stems of two, four of one.
            var samples = (values.Length - 4 * chunk) / 12;
            float[][] rows = [.. values.Skip(4 * chunk).Chunk(samples)];
            return new Reference(values[..chunk], values[chunk..(2 * chunk)], values[(2 * chunk)..(4 * chunk)], rows[..2], [.. rows[2..8].Chunk(2)], rows[8..]);
        }
    }
}
