using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Analysis.Loudness;

/// <summary>Measures the loudness of a whole recording and its course over time.</summary>
/// <remarks>
/// 1. One pass through <see cref="LoudnessMeter"/> and <see cref="TruePeakMeter"/>.
/// 2. Energy: K-weighted power of every 0.5 s, in dB below the loudest 3 s, a range of 30 dB mapped onto 0 to 1. Louder sounds
///    more energetic in proportion to level, not to power.
/// </remarks>
internal static class LoudnessAnalyzer
{
    private const double EnergyHopSeconds = 0.5;
    private const double EnergyRangeDb = 30;
    private const int Block = 4096;

    /// <summary>Measures a recording of any rate and channel count; silence reads −70 LUFS.</summary>
    public static (LoudnessMeasurement Loudness, EnergyCurve Energy) Measure(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var meter = new LoudnessMeter(audio.SampleRate, audio.ChannelCount);
        var peak = new TruePeakMeter(audio.ChannelCount);
        for (var start = 0; start < audio.Length; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(Block, audio.Length - start);
            if (audio.ChannelCount == 2)
            {
                meter.AddStereo(audio.Channel(0).Slice(start, length), audio.Channel(1).Slice(start, length));
            }

            for (var c = 0; c < audio.ChannelCount; c++)
            {
                var samples = audio.Channel(c).Slice(start, length);
                peak.Add(c, samples);
                if (audio.ChannelCount != 2)
                {
                    meter.Add(c, samples);
                }
            }
        }

        var shortTerm = meter.MaxShortTermLufs();
        var loudness = new LoudnessMeasurement(
            meter.IntegratedLufs(), meter.RangeLu(), meter.MaxMomentaryLufs(), shortTerm, peak.TruePeakDbtp());
        return (loudness, Energy(meter.StepPowers(), shortTerm, audio.DurationSeconds));
    }

    private static EnergyCurve Energy(double[] steps, double loudest, double durationSeconds)
    {
        const int hop = (int)(EnergyHopSeconds * LoudnessMeter.StepsPerSecond);
        var values = new double[(int)Math.Ceiling(durationSeconds / EnergyHopSeconds)];
        for (var i = 0; i < values.Length; i++)
        {
            var span = steps.AsSpan(Math.Min(i * hop, steps.Length));
            span = span[..Math.Min(hop, span.Length)];
            var power = 0.0;
            foreach (var step in span)
            {
                power += step / span.Length;
            }

            var level = LoudnessMeter.Lufs(power);
            values[i] = level <= LoudnessMeter.SilenceLufs ? 0 : Math.Clamp(1 + (level - loudest) / EnergyRangeDb, 0, 1);
        }

        return new EnergyCurve(EnergyHopSeconds, values);
    }
}
