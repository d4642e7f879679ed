using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Analysis.Loudness;

/// <summary>Measures the loudness of a whole recording and its course over time. One thread at a time.</summary>
/// <remarks>
/// 1. One pass through <see cref="LoudnessMeter"/> and <see cref="TruePeakMeter"/>.
/// 2. Energy: K-weighted power of every 0.5 s, in dB below the loudest 3 s, a range of 30 dB mapped onto 0 to 1. Louder sounds
///    more energetic in proportion to level, not to power.
/// </remarks>
/// <param name="sampleRate">Samples per second.</param>
/// <param name="channelCount">Channels, 1 or more.</param>
internal sealed class LoudnessAnalyzer(int sampleRate, int channelCount)
{
    private const double EnergyHopSeconds = 0.5;
    private const double EnergyRangeDb = 30;
    private const int Block = 4096;

    private readonly LoudnessMeter _meter = new(sampleRate, channelCount);
    private readonly TruePeakMeter _peak = new(channelCount);
    private long _length;

    /// <summary>Measures a recording of any rate and channel count; silence reads −70 LUFS.</summary>
    public static (LoudnessMeasurement Loudness, EnergyCurve Energy) Measure(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var analyzer = new LoudnessAnalyzer(audio.SampleRate, audio.ChannelCount);
        analyzer.Add(audio, 0, cancellationToken);
        return analyzer.Result();
    }

    /// <summary>Takes the next samples: those of a buffer from <paramref name="from"/> on.</summary>
    public void Add(AudioBuffer audio, int from, CancellationToken cancellationToken)
    {
        for (var start = from; start < audio.Length; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(Block, audio.Length - start);
            if (channelCount == 2)
            {
                _meter.AddStereo(audio.Channel(0).Slice(start, length), audio.Channel(1).Slice(start, length));
            }

            for (var c = 0; c < channelCount; c++)
            {
                var samples = audio.Channel(c).Slice(start, length);
                _peak.Add(c, samples);
                if (channelCount != 2)
                {
                    _meter.Add(c, samples);
                }
            }

            _length += length;
        }
    }

    /// <summary>What was measured so far.</summary>
    public (LoudnessMeasurement Loudness, EnergyCurve Energy) Result()
    {
        var shortTerm = _meter.MaxShortTermLufs();
        var loudness = new LoudnessMeasurement(
            _meter.IntegratedLufs(), _meter.RangeLu(), _meter.MaxMomentaryLufs(), shortTerm, _peak.TruePeakDbtp());
        return (loudness, Energy(_meter.StepPowers(), shortTerm, (double)_length / sampleRate));
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
