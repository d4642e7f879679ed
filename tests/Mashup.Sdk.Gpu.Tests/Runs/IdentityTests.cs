using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Runs;

/// <summary>A graph that changes nothing must give the song back: through transform, padding, chunks, overlap and level.</summary>
public sealed class IdentityTests
{
    private const double Exact = -100;

    private const int SevenMinutes = 7 * 60 * 44100;

    public static TheoryData<int> DemucsLengths => Lengths(Families.DemucsSegment);

    public static TheoryData<int> MdxLengths => Lengths(Families.MdxChunk);

    public static TheoryData<int> RoformerLengths => Lengths(Families.RoformerChunk);

    public static TheoryData<int> UnmixLengths => Lengths(64 * 1024);

    public static TheoryData<int> SpleeterLengths => Lengths(512 * 1024);

    public static TheoryData<int> BandLengths => Lengths(256 * 1024);

    [Theory]
    [MemberData(nameof(DemucsLengths))]
    public async Task HtDemucsWave_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.HtDemucsWave(1), Signals.Noise(length), Exact);

    [Theory]
    [MemberData(nameof(DemucsLengths))]
    public async Task HtDemucsSplit_Identity_GivesTheSongBack(int length) =>
        // One sample has no frequency that the branch could leave out: there the wave branch answers alone.
        await AssertIdentityAsync(Families.HtDemucsSplit(length == 1 ? 0 : 0.5f, BranchNorm.Inside, 1), Signals.Tones(length), Exact);

    [Theory]
    [InlineData(100)]
    [InlineData(Families.DemucsSegment + 1)]
    public async Task HtDemucsSplit_StatisticsOutside_GivesTheSongBack(int length) =>
        await AssertIdentityAsync(Families.HtDemucsSplit(0.25f, BranchNorm.Outside, 1), Signals.Tones(length), -90);

    [Theory]
    [MemberData(nameof(MdxLengths))]
    public async Task MdxNet_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.MdxNet(7680, null, 0, new()), Signals.Noise(length), Exact);

    [Theory]
    [InlineData(6144, 2048)]
    [InlineData(7680, 3072)]
    [InlineData(5120, 2560)]
    [InlineData(4096, 2048)]
    [InlineData(16384, 2048)]
    public async Task MdxNet_GeometryOfAPublicModel_GivesWhatLiesWithinItsBand(int size, int bins) =>
        await AssertIdentityAsync(Families.MdxNet(size, bins, 3, new()), Signals.Tones(400_000, size == 16384 ? 20000 : 44100), Exact);

    [Theory]
    [MemberData(nameof(MdxLengths))]
    public async Task Mdx23C_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.Mdx23C(1), Signals.Noise(length), Exact);

    [Theory]
    [MemberData(nameof(UnmixLengths))]
    public async Task OpenUnmix_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.OpenUnmix(64, 1), Signals.Noise(length), Exact);

    [Theory]
    [MemberData(nameof(SpleeterLengths))]
    public async Task Spleeter_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.Spleeter(1), Signals.Noise(length), Exact);

    [Theory]
    [MemberData(nameof(RoformerLengths))]
    public async Task BsRoformer_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.BsRoformer(1), Signals.Noise(length), -90);

    [Theory]
    [MemberData(nameof(RoformerLengths))]
    public async Task MelRoformer_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.MelRoformer(1), Signals.Noise(length), -90);

    [Theory]
    [MemberData(nameof(BandLengths))]
    public async Task Bands_Identity_GivesTheSongBack(int length) => await AssertIdentityAsync(Families.Bands(1), Signals.Noise(length), Exact);

    [Theory]
    [MemberData(nameof(DemucsLengths))]
    public async Task Bag_OfIdentities_GivesTheSongBack(int length)
    {
        var song = Signals.Noise(length);

        var stems = await BagAsync(song);

        Assert.InRange(Signals.ErrorDecibels(song, stems[0]), double.NegativeInfinity, Exact);
    }

    [Theory]
    [InlineData("HTDemucs, waves")]
    [InlineData("HTDemucs, split")]
    [InlineData("MDX-Net")]
    [InlineData("MDX23C")]
    [InlineData("Open-Unmix")]
    [InlineData("Spleeter")]
    [InlineData("BS-RoFormer")]
    [InlineData("Mel-RoFormer")]
    [InlineData("Bands")]
    public async Task SevenMinutes_Identity_GivesTheSongBack(string family)
    {
        var model = family switch
        {
            "HTDemucs, waves" => Families.HtDemucsWave(1),
            "HTDemucs, split" => Families.HtDemucsSplit(0.5f, BranchNorm.Inside, 1),
            "MDX-Net" => Families.MdxNet(6144, null, 0, new()),
            "MDX23C" => Families.Mdx23COverlapping(2, 1),
            "Open-Unmix" => Families.OpenUnmix(256, 1),
            "Spleeter" => Families.Spleeter(1),
            "BS-RoFormer" => Families.BsRoformer(1),
            "Mel-RoFormer" => Families.MelRoformer(1),
            _ => Families.Bands(1),
        };
        var song = family == "HTDemucs, split" ? Signals.Tones(SevenMinutes) : Signals.Noise(SevenMinutes);
        await AssertIdentityAsync(model, song, family.EndsWith("RoFormer", StringComparison.Ordinal) ? -90 : Exact);
    }

    [Fact]
    public async Task SevenMinutes_BagOfIdentities_GivesTheSongBack()
    {
        var song = Signals.Noise(SevenMinutes);

        var stems = await BagAsync(song);

        Assert.InRange(Signals.ErrorDecibels(song, stems[0]), double.NegativeInfinity, Exact);
    }

    private static TheoryData<int> Lengths(int chunk) => [1, 100, chunk - 1, chunk, chunk + 1, 3 * chunk];

    private static async Task<float[][][]> BagAsync(float[][] song)
    {
        using var first = Families.HtDemucsWave(1);
        using var second = Families.HtDemucsWave(1);
        var manifest = Families.Manifest("drums") with
        {
            Algebra = new AlgebraContract
            {
                Bag =
                [
                    new BagMember { Model = "first", Weights = new Dictionary<string, double> { ["drums"] = 3 } },
                    new BagMember { Model = "second", Weights = new Dictionary<string, double> { ["drums"] = 1 } },
                ],
            },
        };
        using var bag = new BagRun(manifest, [first.Open(), second.Open()]);
        return await bag.SeparateAsync(new Song(song), null, CancellationToken.None);
    }

    private static async Task AssertIdentityAsync(TestModel model, float[][] song, double decibels)
    {
        using (model)
        {
            var stems = await model.SeparateAsync(song);

            Assert.InRange(Signals.ErrorDecibels(song, stems[0]), double.NegativeInfinity, decibels);
        }
    }
}
