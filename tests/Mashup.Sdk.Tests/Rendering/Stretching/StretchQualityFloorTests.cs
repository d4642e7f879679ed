using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Tests.Rendering.Stretching;

/// <summary>Against performances rendered at the target tempo, where they lie beside the checkout.</summary>
public class StretchQualityFloorTests
{
    private const int Millisecond = 44;

    [SkippableTheory]
    [InlineData("drums_rock", 0.8)]
    [InlineData("drums_rock", 1.1)]
    [InlineData("band_mix", 1.25)]
    public void Stretch_MusicWithAttacks_RisesAsSharplyAsTheSamePerformanceAtThatTempo(string passage, double tempo)
    {
        var input = SharedData.Decode(SharedData.Require("stretch", $"{passage}.flac"));
        var reference = Envelope(SharedData.Decode(SharedData.Require("stretch", FormattableString.Invariant($"{passage}__t{tempo}.flac"))));

        var output = Envelope(new PhaseVocoderStretcher().Stretch(input, TestSignals.AtSpeed(input, tempo), default));
        var attacks = Enumerable.Range(40, Math.Min(output.Length, reference.Length) - 80)
            .Where(t => Rise(reference, t) > 9 && Enumerable.Range(t - 30, 61).All(n => Rise(reference, n) <= Rise(reference, t))).ToList();
        var sharpness = attacks.Average(t => Enumerable.Range(t - 20, 41).Max(n => Rise(output, n))) / attacks.Average(t => Rise(reference, t));

        Assert.True(attacks.Count > 20);
        Assert.InRange(sharpness, 0.88, 1.1);
    }

    /// <summary>Pre-emphasised energy per millisecond, summed up.</summary>
    private static double[] Envelope(AudioBuffer buffer)
    {
        var sum = new double[buffer.Length / Millisecond];
        for (var n = 1; n < sum.Length; n++)
        {
            sum[n] = sum[n - 1];
            for (var i = n * Millisecond; i < (n + 1) * Millisecond; i++)
            {
                for (var c = 0; c < buffer.ChannelCount; c++)
                {
                    sum[n] += Math.Pow(buffer.Channel(c)[i] - buffer.Channel(c)[i - 1], 2);
                }
            }
        }

        return sum;
    }

    /// <summary>Decibels from the 14 ms that end 2 ms before to the 8 ms after.</summary>
    private static double Rise(double[] sum, int t)
    {
        if (t < 17 || t + 8 >= sum.Length)
        {
            return 0;
        }

        var floor = sum[^1] / sum.Length * 1e-4;
        return Math.Min(30, 10 * Math.Log10(((sum[t + 7] - sum[t - 1]) / 8 + floor) / ((sum[t - 3] - sum[t - 17]) / 14 + floor)));
    }
}
