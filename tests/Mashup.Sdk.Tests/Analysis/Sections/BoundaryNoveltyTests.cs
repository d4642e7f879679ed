using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Sections;

namespace Mashup.Sdk.Tests.Analysis.Sections;

public sealed class BoundaryNoveltyTests
{
    private const int Bars = 32;
    private const int Change = 16;

    [Theory]
    [InlineData("side")]
    [InlineData("timbre")]
    [InlineData("kick")]
    public void Compute_OneFeatureChangesForGood_IsLikeliestThere(string changed)
    {
        var odds = BoundaryNovelty.Compute(Song(changed));

        Assert.Equal(Change, Array.IndexOf(odds, odds[1..].Max()));
    }

    [Fact]
    public void Compute_FeaturesNotKnown_StayFinite()
    {
        var song = Song("kick", known: false);

        Assert.All(BoundaryNovelty.Compute(song), odds => Assert.True(double.IsFinite(odds)));
        Assert.All(BoundaryNovelty.Compute(song[..1]), odds => Assert.Equal(0, odds));
        Assert.Empty(BoundaryNovelty.Compute([]));
    }

    private static BarFeatures[] Song(string changed, bool known = true)
    {
        var random = new Random(1);
        var beats = Enumerable.Range(0, Bars * 4).Select(i => 0.5 * i).ToArray();
        float Step(string feature, int beat) => changed == feature && beat >= Change * 4 ? 1 : 0;
        float[] Curve(string feature, float noise) => [.. beats.Select((_, i) => Step(feature, i) + noise * random.NextSingle())];
        return BarFeatures.Of(new BeatGrid(120, 1, 4, beats, [.. beats.Where((_, i) => i % 4 == 0)]), new BeatFeatures
        {
            Chroma = [.. beats.Select(_ => Enumerable.Range(0, 12).Select(_ => random.NextSingle()).ToArray())],
            LowDb = Curve("low", 1),
            MidDb = Curve("mid", 1),
            HighDb = Curve("high", 1),
            VocalActivity = Curve("vocal", 0.1f),
            CentreDb = known ? Curve("centre", 0.1f) : [],
            SideDb = known ? Curve("side", 0.1f) : [],
            Timbre = known ? [.. Curve("timbre", 0.1f).Select(v => new[] { v, -v, 0 })] : [],
            KickPattern = [.. Curve("kick", 0.1f).Select(v => new[] { 0.9f - 0.8f * v, 0, 0, 0, 0, 0, v, 0, 0, 0, 0, 0 })],
            SnarePattern = [.. Curve("snare", 0.1f).Select(v => new[] { v, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })],
        });
    }
}
