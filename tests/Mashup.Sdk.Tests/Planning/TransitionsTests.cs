using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Planning;

public sealed class TransitionsTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void Plan_WithStyle_LiftsIntoChorusesAndLetsVoicesEcho(double style)
    {
        var plan = Plan(style, 0.5);

        Assert.Contains(plan.Clips, c => c.Stem is StemKind.Bass or StemKind.Other && c.Automation.Any(a => a.Parameter == Automation.HighPassHz));
        Assert.Contains(plan.Clips, c => c.Stem == StemKind.Vocals && c.Automation.Any(a => a.Parameter == Automation.DelaySend));
        foreach (var lift in plan.Clips.SelectMany(c => c.Automation).Where(a => a.Parameter == Automation.HighPassHz))
        {
            // Filters are off again on the first beat of a chorus.
            Assert.Equal(20, lift.Points[^1].Value);
            Assert.Contains(plan.Sections, s => s.StartBeat == lift.Points[^1].Beat);
        }

        Assert.Equal(PlanDocument.Write(plan), PlanDocument.Write(Plan(style, 0.5)));
    }

    [Fact]
    public void Plan_SafeStyle_AddsNothing() => Assert.All(Plan(0, 0.5).Clips, c => Assert.Empty(c.Automation));

    [Fact]
    public void Plan_WildAndLoud_RollsTheDrumsIntoTheChorus()
    {
        var strokes = Plan(0.8, 0.9).Clips.Where(c => c.Stem == StemKind.Drums && c.Beats <= 0.5).ToArray();

        Assert.NotEmpty(strokes);
        Assert.All(strokes, c => Assert.True(c.Warp[^1].Source > c.Warp[0].Source && c.Beats >= 0.25));
    }

    [Fact]
    public void Plan_Wild_LetsTheSecondSongAnswerAndSlowsTheDrumsOfTheBreak()
    {
        var plan = Plan(0.9, 0.5);

        Assert.Equal(2, plan.Clips.Where(c => c.Stem == StemKind.Vocals).Select(c => c.Track).Distinct().Count());
        Assert.Contains(plan.Sections, s => s.Reason!.Contains("answers", StringComparison.Ordinal));
        var halved = plan.Clips.Where(c => c.Stem == StemKind.Drums && c.Warp[1].Beat - c.Warp[0].Beat > 1.5).ToArray();
        Assert.NotEmpty(halved);
        Assert.All(halved, c => Assert.Contains(plan.Sections, s => s.Label == SectionLabel.Break && c.StartBeat >= s.StartBeat && c.StartBeat < s.StartBeat + s.Beats));
    }

    [Fact]
    public void Plan_WildWithOneVoiceAskedFor_HearsNoOther()
    {
        var plan = Plan(0.9, 0.5, "a");
        Assert.All(plan.Clips.Where(c => c.Stem == StemKind.Vocals), c => Assert.Equal("a", c.Track));
    }

    private static MashupPlan Plan(double style, double energy, string? voice = null)
    {
        var request = new PlanningRequest
        {
            Tracks = [SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(120)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(122, seed: 2))], DurationSeconds = 120, Style = style, Energy = energy, VocalsFrom = voice,
        };
        return new VocalOverBandPlanner().Plan(request, default)[0];
    }
}
