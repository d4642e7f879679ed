using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Finds the largest magnitude of the continuous waveform in eight samples' time.</summary>
/// <remarks>
/// 1. A Kaiser-windowed sinc, one set of taps for each of the points between two samples.
/// 2. One vector holds a frame of eight samples; four phases are summed at a time, so that sums stay in registers.
/// </remarks>
internal sealed class PeakInterpolator
{
    /// <summary>Samples per frame.</summary>
    public const int Frame = 8;

    private const int Group = 4;

    private readonly int _taps;
    private readonly float[] _coefficients;

    /// <param name="factor">Points a sample, a multiple of four.</param>
    /// <param name="taps">Samples each point is made of, even.</param>
    /// <param name="beta">Kaiser's: the higher, the wider the corner and the lower the ripple.</param>
    /// <param name="corner">Where it has fallen to a half, as a share of half the sample rate.</param>
    public PeakInterpolator(int factor, int taps, double beta, double corner)
    {
        _taps = taps;
        _coefficients = new float[factor * taps];
        for (var p = 0; p < factor; p++)
        {
            var phase = Phase((double)p / factor, taps, beta, corner);
            for (var k = 0; k < taps; k++)
            {
                _coefficients[(p / Group * taps + k) * Group + p % Group] = (float)phase[k];
            }
        }
    }

    /// <summary>Samples needed before a frame's first.</summary>
    public int Before => _taps / 2 - 1;

    /// <summary>Samples needed before, in and after a frame.</summary>
    public int Needed => _taps - 1 + Frame;

    /// <summary>The largest magnitude from each of eight samples to its next.</summary>
    /// <param name="samples"><see cref="Needed"/> samples, from <see cref="Before"/> before the frame on.</param>
    public float Largest(ReadOnlySpan<float> samples)
    {
        ref var x = ref MemoryMarshal.GetReference(samples[..Needed]);
        var largest = Vector256<float>.Zero;
        for (var at = 0; at < _coefficients.Length;)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            for (var k = 0; k < _taps; k++, at += Group)
            {
                var v = Vector256.LoadUnsafe(ref Unsafe.Add(ref x, k));
                a = Vector256.FusedMultiplyAdd(v, Vector256.Create(_coefficients[at]), a);
                b = Vector256.FusedMultiplyAdd(v, Vector256.Create(_coefficients[at + 1]), b);
                c = Vector256.FusedMultiplyAdd(v, Vector256.Create(_coefficients[at + 2]), c);
                d = Vector256.FusedMultiplyAdd(v, Vector256.Create(_coefficients[at + 3]), d);
            }

            largest = Vector256.Max(largest, Vector256.Max(Vector256.Max(Vector256.Abs(a), Vector256.Abs(b)), Vector256.Max(Vector256.Abs(c), Vector256.Abs(d))));
        }

        var half = Vector128.Max(largest.GetLower(), largest.GetUpper());
        return Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }

    private static double[] Phase(double offset, int taps, double beta, double corner)
    {
        var phase = new double[taps];
        for (var k = 0; k < taps; k++)
        {
            var x = k - (taps / 2 - 1) - offset;
            var w = 2 * x / taps;
            phase[k] = (x == 0 ? 1 : Math.Sin(Math.PI * corner * x) / (Math.PI * corner * x)) * Bessel.I0(beta * Math.Sqrt(Math.Max(0, 1 - w * w))) / Bessel.I0(beta);
        }

        var sum = phase.Sum();
        return [.. phase.Select(t => t / sum)];
    }
}
