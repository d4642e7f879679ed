using Mashup.Sdk.Analysis.Sections;

namespace Mashup.Sdk.Tests.Analysis.Sections;

public sealed class PhraseSegmenterTests
{
    [Fact]
    public void Cut_StrongChanges_CutsThere()
    {
        Assert.Equal([0, 8, 12, 28], PhraseSegmenter.Cut(Novelty(36, (8, 3), (12, 3), (28, 3))));
    }

    [Fact]
    public void Cut_WeakOffbeatChangeBesideAPhraseEnd_PrefersThePhraseEnd()
    {
        Assert.Equal([0, 8], PhraseSegmenter.Cut(Novelty(16, (7, 0.5), (8, 0.5))));
    }

    [Fact]
    public void Cut_StrongOffbeatChange_CutsThere()
    {
        Assert.Equal([0, 9], PhraseSegmenter.Cut(Novelty(17, (9, 4))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    public void Cut_AnyLength_StartsAtZeroAndAscends(int bars)
    {
        var starts = PhraseSegmenter.Cut(Novelty(bars));

        Assert.Equal(0, starts[0]);
        Assert.Equal(starts.Distinct().Order(), starts);
    }

    private static double[] Novelty(int bars, params (int Bar, double Value)[] changes)
    {
        var novelty = Enumerable.Repeat(-3.5, bars).ToArray();
        foreach (var (bar, value) in changes)
        {
            novelty[bar] = value;
        }

        return novelty;
    }
}
