using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;
using Mashup.Sdk.Rendering.Mastering;

namespace Mashup.Sdk.Tests.Rendering.Mastering;

public sealed class MasteringChainTests
{
    [Theory]
    [InlineData(-14, 0.01)]
    [InlineData(-14, 0.06)]
    [InlineData(-14, 0.9)]
    [InlineData(-9, 0.5)]
    [InlineData(-23, 0.9)]
    public void Process_Programme_ReachesItsLoudnessUnderTheCeiling(double target, float level)
    {
        var mix = Programme(level);

        mix = MasteringChain.Process(mix, target, -1, _ => { }, default);

        Assert.Equal(target, Loudness(mix), 0.2);
        Assert.True(TruePeaks.Of(mix, default).Max() <= Math.Pow(10, -1 / 20.0) * 1.0001);
    }

    [Fact]
    public void Process_NearlySilent_IsNotBlownUp()
    {
        var mix = Programme(0.002f);
        var before = Loudness(mix);

        mix = MasteringChain.Process(mix, -14, -1, _ => { }, default);

        Assert.InRange(Loudness(mix) - before, 36, 40.1);
    }

    [Fact]
    public void Process_LoneClicks_AreNotCrushed()
    {
        var mix = Mix.Make(10, (i, _) => i % 44100 < 20 ? 0.9f : 0);

        mix = MasteringChain.Process(mix, -14, -1, _ => { }, default);

        Assert.True(Loudness(mix) < -16);
    }

    [Fact]
    public void Process_Silence_StaysSilent()
    {
        var mix = new AudioBuffer(44100, 2, 44100);

        mix = MasteringChain.Process(mix, -14, -1, _ => { }, default);

        Assert.Equal(0, mix.Channel(0).ToArray().Max());
    }

    [Fact]
    public void Process_PeaksToOneSide_LeaveNoOffsetBehind()
    {
        // Rare strokes that reach up only, over quiet noise, and silence at the end.
        var random = new Random(5);
        var mix = Mix.Make(10, (i, _) => i > 9 * 44100 ? 0 : 0.2f * (random.NextSingle() - 0.5f) + (i % 22050 < 2000 ? 0.3f * (float)Math.Pow(Math.Sin(i * 0.01), 8) : 0));

        mix = MasteringChain.Process(mix, -16, -1, _ => { }, default);

        Assert.Equal(0, mix.Channel(0).ToArray().Average(x => (double)x), 1e-5);
        Assert.True(TruePeaks.Of(mix, default).Max() <= Math.Pow(10, -1 / 20.0) * 1.0001);
        Assert.True(mix.Channel(0)[^22050..].ToArray().Max(Math.Abs) < 1e-4);
    }

    [Fact]
    public void Process_VeryLoudWithPeaksToOneSide_LeavesNoOffsetBehind()
    {
        // Short strokes that reach up only, ten times a second, much further than the rest.
        var random = new Random(6);
        var mix = Mix.Make(8, (i, _) => 0.25f * (random.NextSingle() - 0.5f) + 0.1f * (float)Math.Sin(i * 0.02) + (i % 4410 < 314 ? 0.37f * (float)Math.Pow(Math.Sin(i % 4410 * 0.01), 8) : 0));

        mix = MasteringChain.Process(mix, -9, -1, _ => { }, default);

        Assert.Equal(0, mix.Channel(0).ToArray().Average(x => (double)x), 1e-4);
        Assert.True(TruePeaks.Of(mix, default).Max() <= Math.Pow(10, -1 / 20.0) * 1.0001);
    }

    [Fact]
    public void Process_Offset_IsTakenOut()
    {
        var mix = Mix.Make(5, (i, _) => 0.3f + 0.2f * (float)Math.Sin(i * 0.05));

        mix = MasteringChain.Process(mix, -14, -1, _ => { }, default);

        Assert.Equal(0, mix.Channel(0)[88200..].ToArray().Average(), 0.005f);
    }

    [Fact]
    public void BusCompressor_LoudPassage_IsHeldByLessThanThreeDecibels()
    {
        AudioBuffer Passages() => Mix.Make(6, (i, _) => (i / 44100 % 2 == 0 ? 0.05f : 0.4f) * (float)Math.Sin(i * 0.1));
        AudioBuffer before = Passages(), after = Passages();

        new BusCompressor(after).Process(0, after.Length);

        double Change(int from, int to) => Mix.PowerDb(after.Channel(0)[from..to]) - Mix.PowerDb(before.Channel(0)[from..to]);
        Assert.Equal(0, Change(2 * 44100 + 30000, 3 * 44100 - 100), 0.1);
        Assert.InRange(Change(3 * 44100 + 20000, 4 * 44100 - 100), -3, 0);
    }

    // Pink-like noise in bursts over a bass: peaks to limit, quiet parts to gate.
    private static AudioBuffer Programme(float level)
    {
        var random = new Random(7);
        var smooth = 0.0;
        return Mix.Make(12, (i, _) =>
        {
            smooth = 0.9 * smooth + 0.1 * (2 * random.NextDouble() - 1);
            return level * (float)(2.5 * smooth * Math.Exp(-i % 22050 / 6000.0) + 0.4 * Math.Sin(i * 0.01));
        });
    }

    private static double Loudness(AudioBuffer audio)
    {
        var meter = new LoudnessMeter(audio.SampleRate, audio.ChannelCount);
        meter.Add(0, audio.Channel(0));
        meter.Add(1, audio.Channel(1));
        return meter.IntegratedLufs();
    }
}
