using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Loudness;

public sealed class LoudnessAnalyzerTests
{
    [Fact]
    public void Measure_SineOfMinus20DbInBothChannels_ReadsMinus20Lufs()
    {
        var audio = new AudioBuffer(48000, 2, 48000 * 5);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] = 0.1f * MathF.Sin(2 * MathF.PI * 1000 * i / 48000f);
        }

        var (loudness, energy) = LoudnessAnalyzer.Measure(audio, CancellationToken.None);

        Assert.Equal(-20, loudness.IntegratedLufs, 0.1);
        Assert.Equal(-20, loudness.MaxMomentaryLufs, 0.1);
        Assert.Equal(-20, loudness.MaxShortTermLufs, 0.1);
        Assert.Equal(-20, loudness.TruePeakDbtp, 0.1);
        Assert.Equal(10, energy.Values.Count);
        Assert.All(energy.Values, v => Assert.Equal(1, v, 0.02));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100000)]
    public void Measure_Silence_ReadsTheGateAndNoEnergy(int length)
    {
        var (loudness, energy) = LoudnessAnalyzer.Measure(new AudioBuffer(44100, 1, length), CancellationToken.None);

        Assert.Equal(-70, loudness.IntegratedLufs);
        Assert.All(energy.Values, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Measure_HalfTheLevelInDb_LowersTheEnergy()
    {
        var audio = new AudioBuffer(44100, 1, 44100 * 8);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = (i < audio.Length / 2 ? 0.05f : 0.5f) * MathF.Sin(i * 0.1f);
        }

        var (_, energy) = LoudnessAnalyzer.Measure(audio, CancellationToken.None);

        Assert.Equal(1 - 20.0 / 30, energy.Values[2], 0.02);
        Assert.Equal(1, energy.Values[12], 0.02);
    }
}
