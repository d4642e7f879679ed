using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Tests.Rendering.Mixing;

public sealed class LowEndTests
{
    private static RenderingOptions Mastered => new() { TargetLufs = -23, DuckingDb = 0 };

    [Theory]
    [InlineData(StemKind.Bass, StemKind.Bass)]
    [InlineData(StemKind.Drums, StemKind.Mix)]
    [InlineData(StemKind.Instrumental, StemKind.Bass)]
    public async Task Render_TwoBassesOverlap_TheyChangeHandsOnTheBar(StemKind first, StemKind second)
    {
        // Two basses of different pitch, overlapping from beat 8 to 20: the bar nearest the middle is beat 12 or 16.
        var sources = new Stems(Mix.Sine(20, 60), Mix.Sine(20, 90));
        var plan = Mix.Plan(18, Mix.Clip("1", 0, 20, 0, first), Mix.Clip("2", 8, 24, 4, second, "b"));

        var output = await Mix.Render(plan, sources, Mastered);

        var together = 0;
        for (var beat = 1.0; beat < 31; beat += 0.25)
        {
            double a = Tone(output, 60, beat), b = Tone(output, 90, beat), swap = 16;
            together += a > -26 && b > -26 ? 1 : 0;
            Assert.True((beat < swap - 1 ? b - a : beat > swap + 0.5 ? a - b : -99) < -20, $"at beat {beat}: {a:0.0} and {b:0.0} dB");
        }

        Assert.True(together <= 3);
    }

    [Fact]
    public void Swap_ClipWithinAnother_HasTheLowsWhileItPlays()
    {
        var swapped = LowEnd.Swap(Mix.Plan(30, Mix.Clip("long", 0, 60, 0), Mix.Clip("short", 16, 8, 0, track: "b")));

        var low = Assert.Single(swapped.Clips[0].Automation);
        Assert.Equal([15.5, 16, 23.9375, 24], low.Points.Select(p => p.Beat));
        Assert.Equal([0, -40, -40, 0], low.Points.Select(p => p.Value));
        Assert.Empty(swapped.Clips[1].Automation);
    }

    [Theory]
    [InlineData(StemKind.Drums, StemKind.Bass, "b")]
    [InlineData(StemKind.Vocals, StemKind.Mix, "b")]
    [InlineData(StemKind.Other, StemKind.Other, "b")]
    [InlineData(StemKind.Bass, StemKind.Bass, "a")]
    public void Swap_NoRivals_LeavesThePlanAlone(StemKind first, StemKind second, string track)
    {
        var plan = Mix.Plan(16, Mix.Clip("1", 0, 20, 0, first), Mix.Clip("2", 8, 20, 0, second, track));

        Assert.All(LowEnd.Swap(plan).Clips, c => Assert.Empty(c.Automation));
    }

    [Fact]
    public void Swap_ClipsThatFollowEachOther_LeavesThePlanAlone()
    {
        var plan = Mix.Plan(16, Mix.Clip("1", 0, 8, 0, StemKind.Drums), Mix.Clip("2", 8, 8, 0, StemKind.Drums, "b"));

        Assert.All(LowEnd.Swap(plan).Clips, c => Assert.Empty(c.Automation));
    }

    [Fact]
    public void Swap_ThreeAtOnce_OneHasTheLows()
    {
        var plan = LowEnd.Swap(Mix.Plan(32, Mix.Clip("1", 0, 40, 0), Mix.Clip("2", 8, 40, 0, track: "b"), Mix.Clip("3", 16, 40, 0)));

        for (var beat = 0.5; beat < 55; beat += 1)
        {
            var open = plan.Clips.Where(c => beat > c.StartBeat && beat < c.StartBeat + c.Beats && Gain(c, beat) > -30).Select(c => c.Track).Distinct();
            Assert.Single(open);
        }
    }

    private static double Gain(PlanClip clip, double beat)
    {
        if (clip.Automation.Count == 0)
        {
            return 0;
        }

        var points = clip.Automation[0].Points;
        var right = points.TakeWhile(p => p.Beat <= beat).Count();
        return right == 0 ? points[0].Value : right == points.Count ? points[^1].Value
            : points[right - 1].Value + (beat - points[right - 1].Beat) / (points[right].Beat - points[right - 1].Beat) * (points[right].Value - points[right - 1].Value);
    }

    // Level of a tone in the beat around a beat, dB.
    private static double Tone(AudioBuffer audio, double hz, double beat)
    {
        double re = 0, im = 0;
        var from = (int)((beat - 0.25) * Mix.Beat);
        for (var i = 0; i < Mix.Beat / 2; i++)
        {
            var window = 1 - Math.Cos(2 * Math.PI * i / (Mix.Beat / 2));
            re += window * audio.Channel(0)[from + i] * Math.Cos(2 * Math.PI * hz * i / 44100);
            im += window * audio.Channel(0)[from + i] * Math.Sin(2 * Math.PI * hz * i / 44100);
        }

        return 20 * Math.Log10(Math.Sqrt(re * re + im * im) / (Mix.Beat / 4) + 1e-9);
    }
}
