using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Runs;

/// <summary>A graph that changes nothing must give the song back: through transform, padding, chunks, overlap and level.</summary>
public sealed class IdentityTests
{
    private const double Exact = -100;

    public static TheoryData<int> Lengths(int chunk, int step) => [1, 100, chunk - 1, chunk, chunk + 1, chunk + step + 17];

    public static TheoryData<int> DemucsLengths => Lengths(Families.DemucsSegment, Families.DemucsSegment * 3 / 4);

    public static TheoryData<int> MdxLengths => Lengths(Families.MdxChunk, Families.MdxChunk * 3 / 4);

    public static TheoryData<int> RoformerLengths => Lengths(Families.RoformerChunk, Families.RoformerChunk / 2);

    public static TheoryData<int> UnmixLengths => Lengths(64 * 1024, 48 * 1024);

    public static TheoryData<int> SpleeterLengths => Lengths(512 * 1024, 512 * 1024);

    public static TheoryData<int> BandLengths => Lengths(256 * 1024, 128 * 1024);

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

    /// <summary>Seven minutes at the models' own rate, where that is cheap.</summary>
    [Theory]
    [InlineData("HTDemucs")]
    [InlineData("Bands")]
    public async Task SevenMinutesAtFullRate_Identity_GivesTheSongBack(string family) =>
        await AssertIdentityAsync(family == "HTDemucs" ? Families.HtDemucsWave(1) : Families.Bands(1), Signals.Noise(7 * 60 * 44100), Exact);

    /// <summary>At 2 kHz, as long transforms of seven full minutes would take minutes each; the geometry of a chunk stays that of the public models.</summary>
    [Theory]
    [InlineData("HTDemucs")]
    [InlineData("MDX-Net")]
    [InlineData("MDX23C")]
    [InlineData("Open-Unmix")]
    [InlineData("Spleeter")]
    [InlineData("BS-RoFormer")]
    [InlineData("Bands")]
    public async Task SevenMinutesAtTwoKilohertz_Identity_GivesTheSongBack(string family)
    {
        var model = family switch
        {
            "HTDemucs" => Families.HtDemucsWave(1),
            "MDX-Net" => Families.MdxNet(6144, null, 0, new()),
            "MDX23C" => Families.Mdx23C(1),
            "Open-Unmix" => Families.OpenUnmix(256, 1),
            "Spleeter" => Families.Spleeter(1),
            "BS-RoFormer" => Families.BsRoformer(1),
            _ => Families.Bands(1),
        };
        await AssertIdentityAsync(model, Signals.Noise(7 * 60 * 2000), family == "BS-RoFormer" ? -90 : Exact);
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
