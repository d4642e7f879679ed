using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Rendering;

/// <summary>Edges as plans by hand have them, of a tone whose slope says how far a sample may lie from the next: nothing clicks, planned fades are obeyed.</summary>
public sealed class ClipEdgeTests
{
    private const float Level = 0.25f;
    private const double Hertz = 100;

    private static readonly AudioBuffer Tone = Mix.Sine(12, Hertz, Level);

    // The tone's own slope, and that of a fade of 5 ms.
    private static double Smooth => Level * (2 * Math.PI * Hertz / 44100 + Math.PI / 2 / 220);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-4)]
    [InlineData(0.002)]
    [InlineData(0.02)]
    public async Task RenderAsync_FadeOfAnyLength_DoesNotClick(double beats)
    {
        var clip = Mix.Clip("c", 2, 4, 1.2345) with { FadeInBeats = beats, FadeOutBeats = beats };

        var output = await Mix.Render(Mix.Plan(8, clip), new Stems(Tone));

        Assert.InRange(LargestStep(output), 0, Smooth);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task RenderAsync_SeamWithAStepInLevel_DoesNotClick(int overlap)
    {
        var soft = Mix.Clip("soft", 0, 4 + overlap / (double)Mix.Beat, 1.2345) with { GainDb = -24 };

        var output = await Mix.Render(Mix.Plan(4, soft, Mix.Clip("loud", 4, 4, 3.2345)), new Stems(Tone));

        Assert.InRange(LargestStep(output), 0, Smooth);
    }

    [Fact]
    public async Task RenderAsync_FadesLongerThanTheOverlap_AreObeyed()
    {
        // Out over beats 2 to 5, in over beats 4 to 7: neither stands at its full level where they meet.
        var source = Mix.Noise(12, 1);
        var first = Mix.Clip("1", 0, 5, 0) with { FadeOutBeats = 3 };
        var second = Mix.Clip("2", 4, 8, 2) with { FadeInBeats = 3 };

        var output = await Mix.Render(Mix.Plan(8, first, second), new Stems(source));

        double At(double beat) => Mix.PowerDb(output.Channel(0).Slice((int)((beat - 0.02) * Mix.Beat), 882)) - Mix.PowerDb(source.Channel(0).Slice((int)((beat - 0.02) * Mix.Beat), 882));
        Assert.Equal(0, At(1), 0.01);
        Assert.Equal(20 * Math.Log10(Math.Cos(Math.PI / 4)), At(3.5), 0.1);
        Assert.Equal(20 * Math.Log10(2 * Math.Sin(Math.PI / 12)), At(4.5), 0.1);
        Assert.Equal(0, At(8), 0.01);
    }

    private static double LargestStep(AudioBuffer audio)
    {
        var samples = audio.Channel(0).ToArray();
        return samples.Zip(samples.Skip(1)).Max(s => Math.Abs(s.Second - (double)s.First));
    }
}
