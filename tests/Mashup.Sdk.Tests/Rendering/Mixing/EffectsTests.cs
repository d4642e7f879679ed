using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering.Mixing;

public sealed class EffectsTests
{
    [Theory]
    [InlineData(Automation.LowGainDb, 50, -36, -36)]
    [InlineData(Automation.LowGainDb, 600, -36, 0)]
    [InlineData(Automation.MidGainDb, 1000, -6, -6)]
    [InlineData(Automation.MidGainDb, 40, -6, 0)]
    [InlineData(Automation.HighGainDb, 15000, -12, -12)]
    [InlineData(Automation.HighGainDb, 300, -12, 0)]
    public async Task Equaliser_Band_MovesItsOwnFrequenciesOnly(string parameter, double hz, double gainDb, double expectedDb)
    {
        var source = Mix.Sine(8, hz);
        var clip = Mix.Clip("c", 0, 16, 0) with { Automation = [new Automation(parameter, [new(4, 0), new(6, gainDb)])] };

        var output = await Mix.Render(Mix.Plan(8, clip), new Stems(source));

        Assert.True(Mix.Difference(source, 0, output, 0, 4 * Mix.Beat - 1000) < -90);
        Assert.Equal(expectedDb, Level(output, 8, 15) - Level(source, 8, 15), 1.0);
    }

    [Theory]
    [InlineData(Automation.ReverbSend, 1.0)]
    [InlineData(Automation.DelaySend, 1.5)]
    public async Task Send_RingsOnAfterTheClipAndDiesAway(string parameter, double seconds)
    {
        var clip = Mix.Clip("c", 0, 8, 0) with { Automation = [new Automation(parameter, [new(6, 0), new(8, 1)])] };

        var output = await Mix.Render(Mix.Plan(16, clip), new Stems(Mix.Noise(16, 1)));

        var played = Level(output, 4, 5);
        Assert.InRange(Level(output, 8, 8 + 2 * seconds) - played, -30, -3);
        Assert.True(Level(output, 20, 22) - played < -40);
        Assert.Equal(0, output.Channel(0)[(28 * Mix.Beat)..].ToArray().Max(Math.Abs));
        Assert.True(Math.Abs(Level(output, 8, 12) - Level(output, 8, 12, channel: 1)) < 4);
    }

    [Fact]
    public async Task Send_NeverRaised_LeavesTheMixAsItIs()
    {
        var source = Mix.Noise(6, 2);
        var clip = Mix.Clip("c", 0, 12, 0) with { Automation = [new Automation(Automation.ReverbSend, [new(0, 0)]), new Automation(Automation.LowGainDb, [new(3, 0)])] };

        var output = await Mix.Render(Mix.Plan(6, clip), new Stems(source));

        Assert.True(Mix.Difference(source, 0, output, 0, source.Length) < -120);
    }

    [Fact]
    public async Task Echo_RepeatsEveryThreeQuartersOfABeat()
    {
        var source = Mix.Make(8, (i, _) => i == Mix.Beat ? 1 : 0);
        var clip = Mix.Clip("c", 0, 4, 0) with { Automation = [new Automation(Automation.DelaySend, [new(0, 1)])] };

        var output = await Mix.Render(Mix.Plan(8, clip), new Stems(source));

        var delay = (int)(0.75 * Mix.Beat);
        Assert.Equal(Mix.Beat + delay, Loudest(output, 0, Mix.Beat + 200), 8.0);
        Assert.Equal(Mix.Beat + 2 * delay, Loudest(output, 1, Mix.Beat + 200), 8.0);
    }

    [Fact]
    public async Task Polish_SibilantsAndLoudSyllables_AreHeldALittle()
    {
        // A voice of 300 Hz, a loud syllable, and a burst of hiss, in the middle of a song of the same.
        var random = new Random(3);
        var voice = Mix.Make(12, (i, _) =>
        {
            var t = i / 44100.0;
            var hiss = t is > 6 and < 6.2 ? 0.5f * (random.NextSingle() - random.NextSingle()) : 0;
            return (t is > 4 and < 5 ? 0.45f : 0.15f) * (float)Math.Sin(2 * Math.PI * 300 * t) + hiss;
        });
        var clip = Mix.Clip("v", 0, 24, 0, StemKind.Vocals);

        var plain = await Mix.Render(Mix.Plan(12, clip), new Stems(voice));
        var polished = await Mix.Render(Mix.Plan(12, clip), new Stems(voice), new RenderingOptions { TargetLufs = -30 });

        // Mastering at −30 LUFS only turns down: compare against a plain passage.
        double Change(double from, double to) => Level(polished, from, to) - Level(plain, from, to) - (Level(polished, 2, 7) - Level(plain, 2, 7));
        Assert.InRange(Change(8.6, 9.8), -4.5, -1);
        Assert.InRange(Change(12.1, 12.35), -5, -1);
        Assert.InRange(Change(16, 22), -0.3, 0.3);
    }

    private static double Level(AudioBuffer audio, double from, double to, int channel = 0) =>
        Mix.PowerDb(audio.Channel(channel)[(int)(from * Mix.Beat)..(int)(to * Mix.Beat)]);

    private static int Loudest(AudioBuffer audio, int channel, int from)
    {
        var samples = audio.Channel(channel)[from..].ToArray().Select(Math.Abs).ToList();
        return from + samples.IndexOf(samples.Max());
    }
}
