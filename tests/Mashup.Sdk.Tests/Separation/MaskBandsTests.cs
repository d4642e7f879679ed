using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Separation;

public sealed class MaskBandsTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void Edges_AnyRate_CoverEveryBinOnceAndWidenUpwards(int rate)
    {
        var layout = new SpectrogramLayout(rate, rate);
        var bands = new MaskBands(layout);

        var widths = Enumerable.Range(0, bands.Count).Select(b => bands.Edges[b + 1] - bands.Edges[b]).ToArray();

        Assert.Equal((0, layout.Bins), (bands.Edges[0], bands.Edges[bands.Count]));
        Assert.All(widths, w => Assert.InRange(w, 1, 17));
        Assert.Equal(widths[..^1].Order(), widths[..^1]);
        Assert.All(Enumerable.Range(0, bands.From(layout.BinOf(3000))), b => Assert.Equal(1, widths[b]));
    }

    [Fact]
    public void Width_CdRate_NeedsAThirdOfTheBins() => Assert.Equal(704, new MaskBands(new SpectrogramLayout(44100, 44100)).Width);

    [Fact]
    public void Sum_OfSpreadShares_IsEachBandsShareTimesItsBins()
    {
        var layout = new SpectrogramLayout(44100, 44100);
        var bands = new MaskBands(layout);
        float[] shares = [.. Enumerable.Range(0, bands.Count).Select(b => b / 1000f)], bins = new float[layout.Bins], sums = new float[bands.Count];

        bands.Spread(shares, bins);
        bands.Sum(bins, sums);

        for (var band = 0; band < bands.Count; band++)
        {
            Assert.Equal(shares[band] * (bands.Edges[band + 1] - bands.Edges[band]), sums[band], 1e-4);
        }
    }
}
