using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>The largest magnitude of the continuous waveform in frames of eight samples.</summary>
/// <remarks>
/// 1. Each channel is interpolated eight-fold by a Kaiser-windowed sinc of 32 taps a phase: ITU-R BS.1770-4 annex 2 asks for four-fold, which under-reads
///    a tone at 16 kHz by up to 0.4 dB; eight-fold by less than 0.1 dB. These taps hold that up to 20 kHz at 44.1 kHz.
/// 2. A frame's value is the maximum over the channels of its samples and of the waveform from each of them to the next.
/// </remarks>
internal static class TruePeaks
{
    private const int Factor = 8;
    private const int Taps = 32;
    private const int Block = 4096;

    private static readonly float[][] Phases = Design();

    /// <summary>Samples per frame.</summary>
    public const int Frame = 8;

    /// <summary>One magnitude per frame of a recording.</summary>
    public static float[] Of(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var frames = new float[(audio.Length + Frame - 1) / Frame];
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            Accumulate(audio.Channel(c), frames, cancellationToken);
        }

        return frames;
    }

    private static void Accumulate(ReadOnlySpan<float> samples, float[] frames, CancellationToken cancellationToken)
    {
        float[] padded = new float[Block + Taps], point = new float[Block], peaks = new float[Block];
        for (var start = 0; start < samples.Length; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Block, samples.Length - start);
            var first = start - Taps / 2 + 1;
            int from = Math.Max(0, first), to = Math.Min(samples.Length, start + count + Taps / 2);
            padded.AsSpan().Clear();
            samples[from..to].CopyTo(padded.AsSpan(from - first));
            Span<float> y = point.AsSpan(0, count), peak = peaks.AsSpan(0, count);
            TensorPrimitives.Abs(samples.Slice(start, count), peak);
            foreach (var phase in Phases)
            {
                y.Clear();
                for (var k = 0; k < Taps; k++)
                {
                    TensorPrimitives.MultiplyAdd(padded.AsSpan(k, count), phase[k], y, y);
                }

                TensorPrimitives.Abs(y, y);
                TensorPrimitives.Max(peak, y, peak);
            }

            for (var i = 0; i < count; i += Frame)
            {
                var frame = peak[i..Math.Min(i + Frame, count)];
                frames[(start + i) / Frame] = Math.Max(frames[(start + i) / Frame], TensorPrimitives.Max<float>(frame));
            }
        }
    }

    private static float[][] Design()
    {
        const double Beta = 5;
        var phases = new float[Factor - 1][];
        for (var p = 1; p < Factor; p++)
        {
            var taps = new double[Taps];
            for (var k = 0; k < Taps; k++)
            {
                var x = k - (Taps / 2 - 1) - (double)p / Factor;
                var w = 2 * x / Taps;
                taps[k] = Math.Sin(Math.PI * x) / (Math.PI * x) * Bessel(Beta * Math.Sqrt(Math.Max(0, 1 - w * w))) / Bessel(Beta);
            }

            var sum = taps.Sum();
            phases[p - 1] = [.. taps.Select(t => (float)(t / sum))];
        }

        return phases;
    }

    // Modified Bessel function of the first kind, order 0, by its series.
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; k < 40; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
