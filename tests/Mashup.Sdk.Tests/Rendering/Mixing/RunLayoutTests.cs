using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Tests.Rendering.Mixing;

public sealed class RunLayoutTests
{
    [Fact]
    public void Make_ClipsThatContinue_BecomeOneRunAndOthersDoNot()
    {
        var runs = RunLayout.Make(
            Mix.Plan(
                60,
                Mix.Clip("1", 0, 4, 10),
                Mix.Clip("loop", 8, 4, 10),
                Mix.Clip("2", 4, 4, 12),
                Mix.Clip("other stem", 4, 4, 12, StemKind.Drums),
                Mix.Clip("other song", 8, 4, 14, track: "b"),
                Mix.Clip("shifted", 12, 4, 12) with { Semitones = 1 }),
            60 * 44100);

        Assert.Equal(["1+2", "loop", "other stem", "other song", "shifted"], runs.Select(r => string.Join('+', r.Clips.Select(c => c.Clip.Id))));
    }

    [Fact]
    public void Make_MapsThatMeetWithinRounding_StaySmoothAtTheSeam()
    {
        var runs = RunLayout.Make(Mix.Plan(60, Mix.Clip("1", 0, 4, 10), Mix.Clip("2", 4, 4, 12.001)), 60 * 44100);

        var map = Assert.Single(runs).Map;
        Assert.Equal(12.0005 * 44100, map.At(4 * Mix.Beat), 0.01);
        Assert.All(
            Enumerable.Range(1, map.Count - 1),
            i => Assert.InRange((map[i].Source - map[i - 1].Source) / (map[i].Timeline - map[i - 1].Timeline), 0.99, 1.01));
    }

    [Fact]
    public void Make_ClipsOutsideTheTimeline_AreLeftOut()
    {
        Assert.Empty(RunLayout.Make(Mix.Plan(2, Mix.Clip("before", -8, 4, 0), Mix.Clip("after", 4, 4, 0), Mix.Clip("empty", 1, 0, 0)), 2 * 44100));
    }

    [Fact]
    public void Make_PlannedFadesAtTheJoint_AreObeyed()
    {
        var plan = Mix.Plan(60, Mix.Clip("1", 0, 4, 10) with { FadeOutBeats = 1 }, Mix.Clip("2", 4, 4, 12) with { FadeInBeats = 1 });

        var runs = RunLayout.Make(plan, 60 * 44100);

        Assert.Equal(2, runs.Count);
        Assert.Equal(new Fade(3 * Mix.Beat, 4 * Mix.Beat, Rises: false, FadeShape.EqualPower), Assert.Single(runs[0].Clips[0].Fades, f => !f.Rises));
    }
}
