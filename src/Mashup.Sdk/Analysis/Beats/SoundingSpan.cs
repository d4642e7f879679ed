using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>From the first sound of a song to its last, and the beats inside.</summary>
/// <remarks>
/// 1. RMS in blocks of 10 ms, each less its mean, so that an offset does not sound.
/// 2. The song starts where it rises above 40 dB under its loud level and ends where it last falls 26 dB under it.
/// 3. Beats in the reverberation of the last bar are dropped: no attack, and fainter than the bar before.
/// </remarks>
internal sealed class SoundingSpan
{
    private const int Block = 441;
    private const double Early = 0.07, Margin = 0.5;
    private const float StartShare = 0.01f, EndShare = 0.05f, Silence = 1e-4f;
    private const double AttackDb = 1.5, FaintDb = -3.5;

    private readonly double[] _power;
    private readonly double _blocksPerSecond;

    private SoundingSpan(double[] power, double blocksPerSecond)
    {
        (_power, _blocksPerSecond) = (power, blocksPerSecond);
        var loud = power.Length == 0 ? 0 : power.Order().ElementAt(power.Length * 9 / 10);
        int first = Array.FindIndex(power, p => p > Threshold(StartShare)), last = Array.FindLastIndex(power, p => p > Threshold(EndShare));
        (Start, End) = first < 0 || last < 0 ? (0, 0) : (first / blocksPerSecond, (last + 1) / blocksPerSecond);

        double Threshold(double share) => Math.Max(Silence * Silence, share * share * loud);
    }

    /// <summary>First sound, seconds.</summary>
    public double Start { get; }

    /// <summary>Last sound, seconds.</summary>
    public double End { get; }

    /// <summary>Length in seconds.</summary>
    public double Seconds => Math.Max(0, End - Start);

    /// <summary>Measures a song.</summary>
    public static SoundingSpan Of(AudioBuffer audio)
    {
        var input = new float[Block];
        var power = new double[audio.Length / Block];
        for (var i = 0; i < power.Length; i++)
        {
            MonoMix.Read(audio, i * Block, input);
            TensorPrimitives.Subtract(input, TensorPrimitives.Average<float>(input), input);
            power[i] = TensorPrimitives.SumOfSquares<float>(input) / Block;
        }

        return new SoundingSpan(power, (double)audio.SampleRate / Block);
    }

    /// <summary>The frames in which the song sounds, and a little before and after.</summary>
    public Range Frames(double framesPerSecond, int count) =>
        Math.Clamp((int)((Start - Margin) * framesPerSecond), 0, count)..Math.Clamp((int)((End + Margin) * framesPerSecond), 0, count);

    /// <summary>The grid of the beats inside the span.</summary>
    public BeatGrid Cut(double[] beats, int[] places, int meter, double confidence)
    {
        int from = 0, to = beats.Length;
        while (from < to && beats[from] < Math.Max(0, Start - Early))
        {
            from++;
        }

        while (to > from && (beats[to - 1] > End || RingsOut(beats, to - 1, meter)))
        {
            to--;
        }

        if (to - from < 2)
        {
            return BeatGrid.None;
        }

        var intervals = Enumerable.Range(from + 1, to - from - 1).Select(k => beats[k] - beats[k - 1]).Order().ToArray();
        return new BeatGrid(60 / intervals[intervals.Length / 2], confidence, meter, beats[from..to], [.. Enumerable.Range(from, to - from).Where(k => places[k] == 0).Select(k => beats[k])]);
    }

    private bool RingsOut(double[] beats, int k, int meter)
    {
        if (k < meter)
        {
            return false;
        }

        double time = beats[k], interval = time - beats[k - 1];
        var rise = Db(time, time + 0.06) - Db(time - 0.05, time - 0.005);
        return rise < AttackDb && Db(time, time + 0.7 * interval) - Db(beats[k - meter], time) < FaintDb;
    }

    private double Db(double from, double to)
    {
        var first = Math.Clamp((int)Math.Round(from * _blocksPerSecond), 0, _power.Length - 1);
        var last = Math.Clamp((int)Math.Round(to * _blocksPerSecond), first + 1, _power.Length);
        return 10 * Math.Log10(_power.AsSpan(first..last).ToArray().Average() + 1e-12);
    }
}
