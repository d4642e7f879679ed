using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>How sure a separation is of its vocals, by the measure of the built-in separator: Σ m² A / Σ m A.</summary>
/// <remarks>
/// 1. Spectra of vocals V and of the rest R = mix − V, channels added, frames of 4096 samples side by side.
/// 2. Share of the vocals m = |V|² / (|V|² + |R|²), power A = |V|² + |R|²; the result is the ideal Wiener filter's own estimate of its error.
/// </remarks>
internal static class VocalClarity
{
    private const int Size = 4096;

    /// <summary>The smallest power that is divided by.</summary>
    private const float Least = 1e-37f;

    /// <summary>Frames that one thread takes together; their sums are added in order, so that the threads' number does not matter.</summary>
    private const int Together = 32;

    public static double Estimate(float[][] mix, float[][] vocals, CancellationToken cancellationToken)
    {
        var frames = mix[0].Length / Size;
        var parts = new (double Kept, double Expected)[(frames + Together - 1) / Together];
        float[] window = [.. Enumerable.Range(0, Size).Select(i => 0.5f - 0.5f * MathF.Cos(2 * MathF.PI * i / Size))];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, parts.Length, options, () => new Scratch(), (part, _, scratch) =>
        {
            for (var frame = part * Together; frame < Math.Min(frames, (part + 1) * Together); frame++)
            {
                var (kept, expected) = scratch.Weigh(mix, vocals, frame * Size, window);
                parts[part] = (parts[part].Kept + kept, parts[part].Expected + expected);
            }

            return scratch;
        }, _ => { });
        var whole = parts.Sum(p => p.Expected);
        return whole > 0 ? parts.Sum(p => p.Kept) / whole : 0;
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

    /// <summary>Memory of one thread.</summary>
    private sealed class Scratch
    {
        private readonly RealFft _fft = new(Size);
        private readonly float[] _voice = new float[Size];
        private readonly float[] _rest = new float[Size];
        private readonly float[] _re = new float[Size / 2 + 1];
        private readonly float[] _im = new float[Size / 2 + 1];
        private readonly float[] _power = new float[Size / 2 + 1];

        public (double Kept, double Expected) Weigh(float[][] mix, float[][] vocals, int start, float[] window)
        {
            Add(vocals, start, window, _voice);
            Add(mix, start, window, _rest);
            TensorPrimitives.Subtract(_rest, _voice, _rest);
            _fft.Forward(_voice, _re, _im);
            Kernels.Multiply(_re, _re, _power);
            Kernels.AddProduct(_im, _im, _power);
            _fft.Forward(_rest, _re, _im);
            return Shares();
        }

        /// <summary>Σ p² / (p + q) and Σ p, of powers p of the vocals and q of the rest.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private (double Kept, double Expected) Shares()
        {
            Vector<float> kept = default, expected = default, least = new(Least);
            var i = 0;
            for (; i <= _power.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> p = new(_power, i), re = new(_re, i), im = new(_im, i);
                kept += p * (p / Vector.Max(p + re * re + im * im, least));
                expected += p;
            }

            double keptRest = 0, expectedRest = 0;
            for (; i < _power.Length; i++)
            {
                keptRest += _power[i] * (_power[i] / Math.Max(_power[i] + _re[i] * _re[i] + _im[i] * _im[i], Least));
                expectedRest += _power[i];
            }

            return (Vector.Sum(kept) + keptRest, Vector.Sum(expected) + expectedRest);
        }
    }
}
