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
        double kept = 0, expected = 0;
        for (var start = 0; start + Size <= mix[0].Length; start += Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < Size; i++)
            {
                var window = 0.5f - 0.5f * MathF.Cos(2 * MathF.PI * i / Size);
                voice[i] = window * vocals.Sum(c => c[start + i]);
                rest[i] = window * mix.Sum(c => c[start + i]) - voice[i];
            }

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
}
