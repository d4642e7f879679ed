using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>How sure a separation is of its vocals, by the measure of the built-in separator: Σ m² A / Σ m A.</summary>
/// <remarks>
/// 1. Spectra of vocals V and of the rest R = mix − V, channels added, frames of 4096 samples side by side.
/// 2. Share of the vocals m = |V|² / (|V|² + |R|²), power A = |V|² + |R|²; the result is the ideal Wiener filter's own estimate of its error.
/// </remarks>
internal static class VocalClarity
{
    private const int Size = 4096;

    public static double Estimate(float[][] mix, float[][] vocals, CancellationToken cancellationToken)
    {
        var fft = new RealFft(Size);
        float[] voice = new float[Size], rest = new float[Size], re = new float[fft.Bins], im = new float[fft.Bins];
        var power = new double[fft.Bins];
        float[] window = [.. Enumerable.Range(0, Size).Select(i => 0.5f - 0.5f * MathF.Cos(2 * MathF.PI * i / Size))];
        double kept = 0, expected = 0;
        for (var start = 0; start + Size <= mix[0].Length; start += Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(vocals, start, window, voice);
            Add(mix, start, window, rest);
            TensorPrimitives.Subtract(rest, voice, rest);
            fft.Forward(voice, re, im);
            for (var bin = 0; bin < power.Length; bin++)
            {
                power[bin] = (double)re[bin] * re[bin] + (double)im[bin] * im[bin];
            }

            fft.Forward(rest, re, im);
            for (var bin = 0; bin < power.Length; bin++)
            {
                var all = power[bin] + (double)re[bin] * re[bin] + (double)im[bin] * im[bin];
                kept += all > 0 ? power[bin] * power[bin] / all : 0;
                expected += power[bin];
            }
        }

        return expected > 0 ? kept / expected : 0;
    }

    /// <summary>The windowed sum of the channels.</summary>
    private static void Add(float[][] channels, int start, float[] window, float[] sum)
    {
        channels[0].AsSpan(start, Size).CopyTo(sum);
        for (var c = 1; c < channels.Length; c++)
        {
            TensorPrimitives.Add(sum, channels[c].AsSpan(start, Size), sum);
        }

        TensorPrimitives.Multiply(sum, window, sum);
    }
}
