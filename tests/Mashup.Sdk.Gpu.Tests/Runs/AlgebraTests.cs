using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Runs;

/// <summary>Graphs that split a song in known shares: what comes out must be those shares.</summary>
public sealed class AlgebraTests
{
    [Fact]
    public async Task HtDemucsSplit_QuarterAndThreeQuarters_ComeFromBothBranches() =>
        await AssertSharesAsync(Families.HtDemucsSplit(0.5f, BranchNorm.Inside, 0.25f, 0.75f), Signals.Tones(400_000), [0.25, 0.75], -100);

    [Fact]
    public async Task HtDemucsWave_FourShares_ComeInTheOrderOfTheManifest() =>
        await AssertSharesAsync(Families.HtDemucsWave(0.1f, 0.2f, 0.3f, 0.4f), Signals.Noise(50_000), [0.1, 0.2, 0.3, 0.4], -100);

    [Fact]
    public async Task HtDemucsWave_HalfAndHalf_HalveTheMix() =>
        await AssertSharesAsync(Families.HtDemucsWave(0.5f, 0.5f), Signals.Noise(400_000), [0.5, 0.5], -100);

    [Fact]
    public async Task HtDemucsSplit_HalfAndHalf_HalveTheMix() =>
        await AssertSharesAsync(Families.HtDemucsSplit(0.5f, BranchNorm.Inside, 0.5f, 0.5f), Signals.Tones(400_000), [0.5, 0.5], -100);

    [Fact]
    public async Task MdxNet_GainOfHalf_HalvesTheMix() =>
        await AssertSharesAsync(Families.MdxNet(6144, null, 0, new AlgebraContract { Compensate = 0.5 }), Signals.Noise(300_000), [0.5], -100);

    [Fact]
    public async Task Bands_HalfAndHalf_HalveTheMix() => await AssertSharesAsync(Families.Bands(0.5f, 0.5f), Signals.Noise(300_000), [0.5, 0.5], -100);

    [Fact]
    public async Task Mdx23C_HalfAndHalf_ComeFromOneGraph() =>
        await AssertSharesAsync(Families.Mdx23C(0.5f, 0.5f), Signals.Noise(300_000), [0.5, 0.5], -100);

    [Fact]
    public async Task BsRoformer_MasksOfHalf_HalveTheMix() => await AssertSharesAsync(Families.BsRoformer(0.5f, 0.5f), Signals.Noise(100_000), [0.5, 0.5], -90);

    [Fact]
    public async Task MelRoformer_BinsSeenTwice_CountOnce() => await AssertSharesAsync(Families.MelRoformer(0.25f, 0.75f), Signals.Noise(100_000), [0.25, 0.75], -90);

    [Fact]
    public async Task Bands_MasksOfShares_ShareTheMix() => await AssertSharesAsync(Families.Bands(0.1f, 0.2f, 0.3f, 0.4f), Signals.Noise(200_000), [0.1, 0.2, 0.3, 0.4], -100);

    [Fact]
    public async Task Spleeter_EqualMagnitudes_HalveTheMixUpToTheHighestBin() =>
        await AssertSharesAsync(Families.Spleeter(1, 1), Signals.Noise(200_000), [0.5, 0.5], -100);

    [Fact]
    public async Task Spleeter_MagnitudesOneToTwo_ShareByPower() =>
        await AssertSharesAsync(Families.Spleeter(1, 2), Signals.Noise(200_000), [0.2, 0.8], -80);

    [Fact]
    public async Task OpenUnmix_EqualMagnitudes_HalveTheMixAndSumToIt()
    {
        var song = Signals.Noise(100_000);
        using var model = Families.OpenUnmix(128, 1, 1);

        var stems = await model.SeparateAsync(song);

        Assert.InRange(Signals.ErrorDecibels(song, stems[0], 0.5), double.NegativeInfinity, -100);
        Assert.InRange(Signals.ErrorDecibels(song, Sum(stems)), double.NegativeInfinity, -100);
    }

    [Fact]
    public async Task OpenUnmix_PannedStems_AreToldApartByTheFilter()
    {
        // Left and right play different noise. Magnitudes alone cannot unmix what both graphs claim; the covariances can.
        var song = Signals.Noise(100_000);
        using var model = Families.OpenUnmix(128, 1, 0.1f);

        var stems = await model.SeparateAsync(song);

        Assert.InRange(Signals.ErrorDecibels(song, stems[0], 1 / 1.01), double.NegativeInfinity, -60);
        Assert.InRange(Signals.ErrorDecibels(song, Sum(stems)), double.NegativeInfinity, -100);
    }

    [Fact]
    public async Task MdxNet_Compensate_ScalesTheStem() =>
        await AssertSharesAsync(Families.MdxNet(4096, null, 0, new AlgebraContract { Compensate = 1.035 }), Signals.Noise(300_000), [1.035], -100);

    [Fact]
    public async Task MdxNet_BothPolarities_CancelAConstant()
    {
        var song = Signals.Noise(100_000);
        using var plain = Families.MdxNet(4096, null, 0, new(), offset: 5);
        using var denoised = Families.MdxNet(4096, null, 0, new AlgebraContract { DenoiseBothPolarities = true }, offset: 5);

        Assert.InRange(Signals.ErrorDecibels(song, (await plain.SeparateAsync(song))[0]), -60, double.PositiveInfinity);
        Assert.InRange(Signals.ErrorDecibels(song, (await denoised.SeparateAsync(song))[0]), double.NegativeInfinity, -100);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public async Task MdxNet_SeveralChunksPerRun_GiveTheSameBytes(int batch)
    {
        var song = Signals.Noise(700_000);
        using var model = Families.MdxNet(4096, 2048, 3, new());

        var one = await model.SeparateAsync(song);
        var many = await model.SeparateAsync(song, new OnnxSeparationOptions { Device = OnnxDevice.Cpu, BatchSize = batch });

        Assert.Equal(one[0][0], many[0][0]);
        Assert.Equal(one[0][1], many[0][1]);
    }

    [Fact]
    public async Task MdxNet_GraphOfFixedBatch_RunsWithIt() =>
        await AssertSharesAsync(Families.MdxNet(4096, null, 0, new(), batch: 2), Signals.Noise(600_000), [1], -100);

    [Fact]
    public async Task Bag_WeightedMembers_AverageStemByStem()
    {
        var song = Signals.Noise(50_000);
        using var first = Families.HtDemucsWave(1, 0);
        using var second = Families.HtDemucsWave(0.5f, 1);
        var manifest = Families.Manifest("drums", "bass") with
        {
            Algebra = new AlgebraContract
            {
                Bag =
                [
                    new BagMember { Model = "first", Weights = new Dictionary<string, double> { ["drums"] = 3 } },
                    new BagMember { Model = "second", Weights = new Dictionary<string, double> { ["drums"] = 1, ["bass"] = 2 } },
                ],
            },
        };
        ManifestRules.Check(manifest, "bag.json");
        using var bag = new BagRun(manifest, [first.Open(), second.Open()]);

        var stems = await bag.SeparateAsync(new Song(song), null, CancellationToken.None);

        Assert.InRange(Signals.ErrorDecibels(song, stems[0], (3 * 1 + 1 * 0.5) / 4), double.NegativeInfinity, -100);
        Assert.InRange(Signals.ErrorDecibels(song, stems[1]), double.NegativeInfinity, -100);
    }

    [Fact]
    public async Task NeededStems_AloneAreMade_AndAreTheSameBytes()
    {
        var song = Signals.Noise(700_000);
        using var model = Families.Bands(0.1f, 0.2f, 0.3f, 0.4f);
        using var sessions = new ModelSessions(model.Manifest, new FolderFiles(model.Folder), new OnnxNetworkLoader(2, 0));
        using var run = new ModelRun(sessions, new DevicePool(1, new NvidiaMemory(0)), new OnnxSeparationOptions { Device = OnnxDevice.Cpu }, _ => { }, ["bass"]);

        var all = await model.SeparateAsync(song);
        var needed = await run.SeparateAsync(new Song(song), null, CancellationToken.None);

        Assert.Equal([0, 2, 0, 0], needed.Select(s => s.Length));
        Assert.Equal(all[1], needed[1]);
    }

    [Fact]
    public async Task Runs_OneAfterTheOtherOrTwoAtOnce_GiveTheSameBytes()
    {
        var song = Signals.Noise(900_000);
        using var model = Families.Bands(0.1f, 0.2f, 0.3f, 0.4f);

        var one = await model.SeparateAsync(song, new OnnxSeparationOptions { Device = OnnxDevice.Cpu, Threads = 1 });
        var other = await model.SeparateAsync(song, new OnnxSeparationOptions { Device = OnnxDevice.Cpu, Threads = 2 });

        Assert.Equal(one, other);
    }

    private static async Task AssertSharesAsync(TestModel model, float[][] song, double[] shares, double decibels)
    {
        using (model)
        {
            var stems = await model.SeparateAsync(song);

            Assert.Equal(shares.Length, stems.Length);
            foreach (var (stem, share) in stems.Zip(shares))
            {
                Assert.InRange(Signals.ErrorDecibels(song, stem, share), double.NegativeInfinity, decibels);
            }
        }
    }

    private static float[][] Sum(float[][][] stems) =>
        [.. Enumerable.Range(0, stems[0].Length).Select(c => Enumerable.Range(0, stems[0][c].Length).Select(i => stems.Sum(s => s[c][i])).ToArray())];
}
