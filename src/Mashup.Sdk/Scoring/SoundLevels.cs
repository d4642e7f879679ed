using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Scoring;

/// <summary>Level of a recording in steps of 5 ms, and what can be read from it.</summary>
internal sealed class SoundLevels
{
    private const double StepSeconds = 0.005;

    // Samples after which the mean of the jumps has forgotten where it began.
    private const int Context = 4000;

    private readonly double[] _decibels;

    private SoundLevels(double[] decibels) => _decibels = decibels;

    public static SoundLevels Of(AudioBuffer audio)
    {
        var step = Math.Max(1, (int)(audio.SampleRate * StepSeconds));
        var levels = new double[audio.Length / step];
        for (var i = 0; i < levels.Length; i++)
        {
            var power = 0d;
            for (var c = 0; c < audio.ChannelCount; c++)
            {
                power += TensorPrimitives.SumOfSquares<float>(audio.Channel(c).Slice(i * step, step)) / step / audio.ChannelCount;
            }

            levels[i] = double.IsFinite(power) ? 10 * Math.Log10(power + 1e-10) : 0;
        }

        return new SoundLevels(levels);
    }

    /// <summary>Seconds below −60 dBFS, in stretches of 100 ms or more, before a time.</summary>
    public double SilentSeconds(double before)
    {
        var (silent, run) = (0, 0);
        var least = (int)(0.1 / StepSeconds);
        for (var i = 0; i < Math.Min(_decibels.Length, before / StepSeconds); i++)
        {
            run = _decibels[i] < -60 ? run + 1 : 0;
            silent += run == least ? least : run > least ? 1 : 0;
        }

        return silent * StepSeconds;
    }

    /// <summary>Single-sample jumps that stand out of the 200 samples before them, within 20 ms of where a clip starts or ends, and the first's time, seconds.</summary>
    /// <remarks>Elsewhere such a jump is a drum stroke of the song itself.</remarks>
    public static (int Count, double First) Clicks(AudioBuffer audio, MashupPlan plan)
    {
        var (count, first) = (0, 0d);
        var samples = audio.Channel(0);
        foreach (var (from, to) in NearEdges(audio, plan))
        {
            var (mean, last) = (0d, -1000);
            for (var i = Math.Max(2, from - Context); i < Math.Min(to, samples.Length - 1); i++)
            {
                var jump = Math.Abs(samples[i] - 2 * samples[i - 1] + samples[i - 2]);
                if (i >= from && jump > 0.25 && jump > 25 * mean && i - last > 1000)
                {
                    first = count++ == 0 ? (double)i / audio.SampleRate : first;
                    last = i;
                }

                mean += ((float.IsFinite(jump) ? jump : 0) - mean) / 200;
            }
        }

        return (count, first);
    }

    // In time, and each sample once.
    private static List<(int From, int To)> NearEdges(AudioBuffer audio, MashupPlan plan)
    {
        var near = new List<(int From, int To)>();
        var reach = audio.SampleRate / 50;
        foreach (var beat in plan.Clips.SelectMany(c => (double[])[c.StartBeat, c.StartBeat + c.Beats]).Order())
        {
            var edge = (int)Math.Clamp(beat * 60 / plan.Bpm * audio.SampleRate, 0, audio.Length);
            var (from, to) = (Math.Max(0, edge - reach), Math.Min(audio.Length, edge + reach));
            if (near.Count > 0 && from <= near[^1].To)
            {
                near[^1] = (near[^1].From, to);
            }
            else
            {
                near.Add((from, to));
            }
        }

        return near;
    }
}
