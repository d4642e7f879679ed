using Mashup.Sdk.Audio;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Tests.Graphs;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Gpu.Tests;

/// <summary>Installed models as the engine's separators: whatever a model makes, four stems come out that sum to the mix.</summary>
public sealed class OnnxStemSeparatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(44100, 2, 44100)]
    [InlineData(48000, 1, 30000)]
    [InlineData(22050, 2, 12345)]
    [InlineData(44100, 2, 1)]
    [InlineData(44100, 1, 0)]
    public async Task Separate_FourStems_KeepLengthRateChannelsAndSum(int rate, int channels, int length)
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.1f, 0.2f, 0.3f, 0.39f));
        var mix = new AudioBuffer(rate, Signals.Noise(length, channels));

        var stems = await Separator(provider).SeparateAsync(mix, null, CancellationToken.None);

        AssertSum(mix, stems);
        Assert.Equal((rate, channels, length), (stems.Bass.SampleRate, stems.Bass.ChannelCount, stems.Bass.Length));
    }

    [Fact]
    public async Task Separate_VocalsOnly_LeavesTheRestToTheBuiltInSeparator()
    {
        using var provider = await InstallAsync(Families.MdxNet(4096, null, 0, new AlgebraContract { Complement = new Complement { Stem = "instrumental", Of = "vocals" } }));
        var mix = new AudioBuffer(44100, Signals.Tones(60_000));

        var stems = await Separator(provider).SeparateAsync(mix, null, CancellationToken.None);

        AssertSum(mix, stems);
        Assert.InRange(Signals.ErrorDecibels(Samples(mix), Samples(stems.Vocals)), double.NegativeInfinity, -100);
        Assert.InRange(stems.VocalClarity, 0.99, 1);
    }

    [Fact]
    public async Task Separate_ModelThatRefines_IsGivenWhatTheBuiltInSeparatorMakes()
    {
        using var provider = await InstallAsync(Families.Refiner());
        var mix = new AudioBuffer(44100, Signals.Tones(200_000));
        var draft = await provider.GetServices<IStemSeparator>().Single(s => s.Name == "builtin").SeparateAsync(mix, null, CancellationToken.None);

        var stems = await Separator(provider).SeparateAsync(mix, null, CancellationToken.None);

        AssertSum(mix, stems);
        Assert.All(
            new[] { (draft.Vocals, stems.Vocals), (draft.Drums, stems.Drums), (draft.Bass, stems.Bass), (draft.Other, stems.Other) },
            s => Assert.InRange(Distance(s.Item1, s.Item2), 0, 0.2 * Distance(mix, new AudioBuffer(44100, 2, mix.Length))));

        static double Distance(AudioBuffer a, AudioBuffer b) =>
            Math.Sqrt(Samples(a).Zip(Samples(b)).Sum(c => c.First.Zip(c.Second).Sum(x => (double)(x.First - x.Second) * (x.First - x.Second))));
    }

    [Fact]
    public async Task Separate_Complement_IsTheMixWithoutTheStem()
    {
        using var provider = await InstallAsync(Families.MdxNet(4096, null, 0, new AlgebraContract { Compensate = 0.25, Complement = new Complement { Stem = "drums", Of = "vocals" } }));
        var mix = new AudioBuffer(44100, Signals.Tones(60_000));

        var stems = await Separator(provider).SeparateAsync(mix, null, CancellationToken.None);

        AssertSum(mix, stems);
        Assert.InRange(Signals.ErrorDecibels(Samples(mix), Samples(stems.Drums), 0.75), double.NegativeInfinity, -100);
    }

    [Fact]
    public async Task Separate_HalfVocals_IsHalfAsClear()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.25f, 0.25f, 0, 0.5f));

        var stems = await Separator(provider).SeparateAsync(new AudioBuffer(44100, Signals.Noise(60_000)), null, CancellationToken.None);

        Assert.InRange(stems.VocalClarity, 0.49, 0.51);
    }

    [Fact]
    public async Task Separate_NotFinite_CountsAsSilence()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.25f, 0.25f, 0.25f, 0.25f));
        var mix = new AudioBuffer(44100, Signals.Noise(5000));
        mix.Channel(0)[100] = float.NaN;
        mix.Channel(1)[200] = float.PositiveInfinity;

        var stems = await Separator(provider).SeparateAsync(mix, null, CancellationToken.None);

        Assert.All(Samples(stems.Vocals).SelectMany(c => c), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public async Task Separate_Silence_StaysSilent()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.25f, 0.25f, 0.25f, 0.25f));

        var stems = await Separator(provider).SeparateAsync(new AudioBuffer(44100, 2, 5000), null, CancellationToken.None);

        Assert.All(Samples(stems.Drums).SelectMany(c => c), v => Assert.Equal(0, v));
        Assert.Equal(0, stems.VocalClarity);
    }

    [Fact]
    public async Task Separate_FourChannels_IsRefused()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(1, 1, 1, 1));

        await Assert.ThrowsAsync<MashupException>(() => Separator(provider).SeparateAsync(new AudioBuffer(44100, 4, 100), null, CancellationToken.None));
    }

    [Fact]
    public async Task Separate_Cancelled_StopsWithinAChunk()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.25f, 0.25f, 0.25f, 0.25f));
        using var stop = new CancellationTokenSource();
        var seen = new List<double>();
        var progress = new Recorder(value =>
        {
            seen.Add(value);
            stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Separator(provider).SeparateAsync(new AudioBuffer(44100, Signals.Noise(2_000_000)), progress, stop.Token));

        Assert.Single(seen);
    }

    [Fact]
    public async Task Separate_Progress_RisesToOne()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.25f, 0.25f, 0.25f, 0.25f));
        var seen = new List<double>();

        await Separator(provider).SeparateAsync(new AudioBuffer(44100, Signals.Noise(700_000)), new Recorder(seen.Add), CancellationToken.None);

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        Assert.InRange(seen.Count, 3, 10);
    }

    [Fact]
    public async Task Separate_TwoJobsAtOnce_ShareOneSessionAndGiveTheSameBytes()
    {
        using var provider = await InstallAsync(Families.HtDemucsWave(0.1f, 0.2f, 0.3f, 0.4f));
        var mix = new AudioBuffer(44100, Signals.Noise(400_000));

        var both = await Task.WhenAll(Separator(provider).SeparateAsync(mix, null, CancellationToken.None), Separator(provider).SeparateAsync(mix, null, CancellationToken.None));

        Assert.Equal(Samples(both[0].Vocals), Samples(both[1].Vocals));
    }

    [Fact]
    public async Task UseOnnxSeparation_NothingChosen_ThePackagesOwnModelIsTheDefault()
    {
        using var model = Families.HtDemucsWave(1);
        await AddAsync(model);

        Assert.Equal([.. Own, "builtin", "test"], MashupEngine.Create(build: mashup => mashup.UseOnnxSeparation(o => o.ModelFolder = _folder)).Separators);
    }

    [Fact]
    public async Task UseOnnxSeparation_NoModelWanted_KeepsTheBuiltInDefault()
    {
        using var model = Families.HtDemucsWave(1);
        await AddAsync(model);

        var engine = MashupEngine.Create(build: mashup => mashup.UseOnnxSeparation(o => (o.ModelFolder, o.Model) = (_folder, null)));

        Assert.Equal(["builtin", .. Own, "test"], engine.Separators);
    }

    [Fact]
    public void UseOnnxSeparation_ModelThatIsNotInstalled_SaysHowToInstallIt()
    {
        var error = Assert.Throws<MissingComponentException>(() => MashupEngine.Create(build: mashup => mashup.UseOnnxSeparation(o => (o.ModelFolder, o.Model) = (_folder, "htdemucs"))));

        Assert.Contains("mashup models add", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fingerprint_OtherWeights_IsAnother()
    {
        string[] prints = new string[2];
        for (var i = 0; i < 2; i++)
        {
            using var provider = await InstallAsync(Families.HtDemucsWave(0.5f + i, 1));
            prints[i] = Separator(provider).Fingerprint;
            new ModelStore(_folder).Remove("test");
        }

        Assert.NotEqual(prints[0], prints[1]);
    }

    private static string[] Own => ModelStore.OwnModel is { } own ? [own] : [];

    private static IStemSeparator Separator(ServiceProvider provider) => provider.GetServices<IStemSeparator>().First();

    private static float[][] Samples(AudioBuffer audio) => [.. Enumerable.Range(0, audio.ChannelCount).Select(c => audio.Channel(c).ToArray())];

    private static void AssertSum(AudioBuffer mix, StemSet stems)
    {
        for (var c = 0; c < mix.ChannelCount; c++)
        {
            for (var i = 0; i < mix.Length; i++)
            {
                Assert.Equal(mix.Channel(c)[i], stems.Vocals.Channel(c)[i] + stems.Drums.Channel(c)[i] + stems.Bass.Channel(c)[i] + stems.Other.Channel(c)[i], 2e-6);
            }
        }
    }

    private async Task<ServiceProvider> InstallAsync(TestModel model)
    {
        using (model)
        {
            await AddAsync(model);
        }

        var services = new ServiceCollection();
        services.AddMashup().UseOnnxSeparation(o => (o.ModelFolder, o.Model, o.Device) = (_folder, "test", OnnxDevice.Cpu));
        return services.BuildServiceProvider();
    }

    private Task<InstalledModel> AddAsync(TestModel model) => new ModelStore(_folder).AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => true);

    private sealed class Recorder(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
