using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>From the first sound of a song to its last, and how loud it is at any time.</summary>
/// <remarks>
/// 1. RMS in blocks of 10 ms, each less its mean, so that an offset does not sound.
/// 2. The song starts where it rises above 40 dB under its loud level and ends where it last falls 26 dB under it; fading, it is heard for 24 dB more.
/// </remarks>
internal sealed class SoundingSpan
{
    private const int Block = 441;
    private const double Margin = 0.5;
    private const float StartShare = 0.01f, LoudShare = 0.05f, FadedShare = 0.003f, Silence = 1e-4f;

    private readonly double[] _power;
    private readonly double _blocksPerSecond;

    private SoundingSpan(double[] power, double blocksPerSecond)
    {
        (_power, _blocksPerSecond) = (power, blocksPerSecond);
        var loud = power.Length == 0 ? 0 : power.Order().ElementAt(power.Length * 9 / 10);
        var (first, last) = Between(StartShare, LoudShare);
        (Start, End) = first < 0 || last < 0 ? (0, 0) : (first / blocksPerSecond, (last + 1) / blocksPerSecond);
        (first, last) = Between(LoudShare, FadedShare);
        (LoudStart, FadedEnd) = first < 0 || last < 0 ? (0, 0) : (first / blocksPerSecond, (last + 1) / blocksPerSecond);

        (int First, int Last) Between(double start, double end) =>
            (Array.FindIndex(power, p => p > Threshold(start)), Array.FindLastIndex(power, p => p > Threshold(end)));

        double Threshold(double share) => Math.Max(Silence * Silence, share * share * loud);
    }

    /// <summary>First sound, seconds.</summary>
    public double Start { get; }

    /// <summary>Last sound, seconds.</summary>
    public double End { get; }

    /// <summary>When it is first as loud as at <see cref="End"/>, seconds.</summary>
    public double LoudStart { get; }

    /// <summary>The end of a fade-out, if there is one, seconds.</summary>
    public double FadedEnd { get; }

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

    /// <summary>Mean level between two times, dB of full scale.</summary>
    public double Db(double from, double to)
    {
        var first = Math.Clamp((int)Math.Round(from * _blocksPerSecond), 0, _power.Length - 1);
        var last = Math.Clamp((int)Math.Round(to * _blocksPerSecond), first + 1, _power.Length);
        return 10 * Math.Log10(_power.AsSpan(first..last).ToArray().Average() + 1e-12);
    }
}
