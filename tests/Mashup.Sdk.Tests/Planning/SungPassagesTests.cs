using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Tests.Planning;

public class SungPassagesTests
{
    private const int Window = 16;
    private const double Length = 32;

    [Fact]
    public void In_PickupOfLessThanABeat_IsKeptAndCountsToItsLine()
    {
        var passage = Assert.Single(Passages((-0.75, 20)));
        Assert.Equal(-0.875, passage.Start, 6);
        Assert.True(passage.OnLine);
    }

    [Fact]
    public void In_BreathBeforeAPickup_IsLeftOut()
    {
        var passage = Assert.Single(Passages((-1.4, 20)));
        Assert.Equal(-0.875, passage.Start, 6);
        Assert.True(passage.OnLine);
    }

    [Fact]
    public void In_LongPickup_IsKeptThoughItIsOffTheLine()
    {
        var passage = Assert.Single(Passages((-3, 20)));
        Assert.Equal(-3.125, passage.Start, 6);
        Assert.False(passage.OnLine);
    }

    [Fact]
    public void In_VoiceThatEntersSoonAfterTheLine_BeginsOnIt() => Assert.Equal(0, Assert.Single(Passages((2, 30))).Start);

    [Fact]
    public void In_VoiceThatSangLongBefore_IsEnteredOnTheBar() => Assert.Equal(0, Assert.Single(Passages((-12, 30))).Start);

    [Fact]
    public void In_PauseInTheMiddleOfAPhrase_IsSungAcross()
    {
        var passage = Assert.Single(Passages((0, 5), (10, 30)));
        Assert.Equal(30.125, passage.End, 6);
    }

    [Fact]
    public void In_PauseBeforeAPhrase_EndsAPassage()
    {
        var passages = Passages((0, 11), (16, 30));
        Assert.Equal(2, passages.Count);
        Assert.True(passages[1].OnLine);
        Assert.Equal(15.875, passages[1].Start, 6);
    }

    [Fact]
    public void In_AWordOutOfNowhere_IsLeftOut() => Assert.Single(Passages((0, 10), (22, 24)));

    private static IReadOnlyList<SungPassage> Passages(params (double Start, double End)[] beats)
    {
        var analysis = SyntheticAnalysis.Song(120);
        var start = analysis.Beats.Beats[Window];
        var song = SongPreparation.Prepare(
            SyntheticAnalysis.Track(0, analysis with { Vocals = [.. beats.Select(b => new VocalRegion(start + b.Start / 2, start + b.End / 2))] }), 0);
        return SungPassages.In(song, Window, Length, step: 1, meter: 4);
    }
}
