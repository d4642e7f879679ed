using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Rendering.Mixing;

public sealed class CrossfadeBalanceTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public async Task Crossfade_TwoSongsOfOneTone_NeitherSwellsNorDips(double quarterPeriods)
    {
        // Two songs hold the same tone, later by a share of a period: in phase, in quadrature, in opposition.
        var later = quarterPeriods * 2 * Math.PI;
        var sources = new Stems(Mix.Sine(12, 200), Mix.Make(12, (i, _) => 0.25f * (float)Math.Sin(2 * Math.PI * 200 * i / 44100 + later)));
        var first = Mix.Clip("1", 0, 12, 0, StemKind.Other) with { FadeOutBeats = 4 };
        var second = Mix.Clip("2", 8, 12, 4, StemKind.Other, "b") with { FadeInBeats = 4 };

        var output = await Mix.Render(Mix.Plan(10, first, second), sources);

        double Level(double beat) => Mix.PowerDb(output.Channel(0)[(int)((beat - 0.05) * Mix.Beat)..(int)((beat + 0.05) * Mix.Beat)]);
        Assert.InRange(Level(10) - Level(4), quarterPeriods == 0.5 ? -60 : -0.3, 0.3);
        Assert.Equal(Level(4), Level(7.9), 0.1);
        Assert.Equal(Level(4), Level(12.2), 0.1);
    }

    [Fact]
    public async Task Crossfade_SoundsThatDiffer_KeepTheirPowerAndTheirSamples()
    {
        var sources = new Stems(Mix.Noise(12, 1), Mix.Noise(12, 2));
        var first = Mix.Clip("1", 0, 12, 0, StemKind.Other) with { FadeOutBeats = 4 };
        var second = Mix.Clip("2", 8, 12, 4, StemKind.Other, "b") with { FadeInBeats = 4 };

        var output = await Mix.Render(Mix.Plan(10, first, second), sources);

        double Level(double from, double to) => Mix.PowerDb(output.Channel(0)[(int)(from * Mix.Beat)..(int)(to * Mix.Beat)]);
        Assert.Equal(Level(2, 6), Level(9, 11), 0.1);
    }
}
