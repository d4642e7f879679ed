using System.Numerics.Tensors;

namespace Mashup.Sdk.Dsp;

/// <summary>Lowers the sample rate by a whole factor where only the lower part of the new band matters.</summary>
/// <remarks>
/// Blackman-windowed sinc of 16 taps per output sample, cut off at half the new rate: what folds below 40 % of the new half rate is 74 dB down. Cheap, and
/// good enough for analysis; <see cref="Resampler"/> is for listening.
/// </remarks>
internal static class Decimator
{
    private const int TapsPerFactor = 16;

    /// <summary>Sample i of the output lies at sample i · factor of the input; zeros lie outside the input.</summary>
    public static float[] Decimate(ReadOnlySpan<float> input, int factor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        var taps = Kernel(factor);
        var output = new float[(input.Length + factor - 1) / factor];
        for (var i = 0; i < output.Length; i++)
        {
            if (i % 4096 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var start = i * factor - taps.Length / 2;
            var from = Math.Max(0, start);
            var end = Math.Min(input.Length, start + taps.Length);
            output[i] = TensorPrimitives.Dot(input[from..end], taps.AsSpan(from - start, end - from));
        }

        return output;
    }

    private static float[] Kernel(int factor)
    {
        var half = TapsPerFactor * factor / 2;
        var taps = new double[2 * half + 1];
        for (var i = 0; i < taps.Length; i++)
        {
            var t = i - half;
            var window = 0.42 + 0.5 * Math.Cos(Math.PI * t / half) + 0.08 * Math.Cos(2 * Math.PI * t / half);
            taps[i] = window * (t == 0 ? 1 : Math.Sin(Math.PI * t / factor) / (Math.PI * t / factor));
        }

        var sum = taps.Sum();
        return [.. taps.Select(t => (float)(t / sum))];
    }
}
