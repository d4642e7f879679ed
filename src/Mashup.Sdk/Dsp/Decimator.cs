using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Dsp;

/// <summary>Lowers the sample rate by a whole factor where only the lower part of the new band matters. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Blackman-windowed sinc of 16 taps per output sample, cut off at half the new rate: what folds below 40 % of the new half rate is 74 dB down. Cheap,
///    and good enough for analysis; <see cref="Resampler"/> is for listening.
/// 2. Polyphase: the input is dealt out to as many lines as the factor says, in each of which neighbouring outputs lie side by side, a vector at a time.
/// </remarks>
internal sealed class Decimator
{
    private const int TapsPerFactor = 16;
    private const int Side = 4;

    private readonly int _factor;
    private readonly int _block;
    private readonly float[] _taps;
    private readonly float[][] _lines;
    private readonly float[] _output;

    /// <param name="factor">1 or more.</param>
    /// <param name="block">Most output samples per call, a multiple of 64.</param>
    public Decimator(int factor, int block)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        (_factor, _block, _taps) = (factor, block, Kernel(factor));
        _output = new float[block];
        _lines = [.. Enumerable.Range(0, factor).Select(_ => new float[block + TapsPerFactor + 1])];
    }

    /// <summary>Input samples that an output sample sees on either side of its own place.</summary>
    public int Reach => _taps.Length / 2;

    /// <summary>Input samples for a whole block of output.</summary>
    public int InputLength => _factor * (_block - 1) + _taps.Length;

    /// <summary>Filters and decimates.</summary>
    /// <param name="input"><see cref="InputLength"/> samples; those at <see cref="Reach"/> and every factor from there on are the places of the output.</param>
    /// <param name="output">One block, or less at the end of a signal.</param>
    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        var factor = _factor;
        for (var line = 0; line < factor; line++)
        {
            var samples = _lines[line];
            var count = TapsPerFactor + _block - (line > 0 ? 1 : 0);
            for (int i = 0, k = line; i < count; i++, k += factor)
            {
                samples[i] = input[k];
            }
        }

        for (var i = 0; i < output.Length; i += Side * Vector<float>.Count)
        {
            Filter(i);
        }

        _output.AsSpan(0, output.Length).CopyTo(output);
    }

    /// <summary>Computes four vectors of output side by side: each tap is fetched once for all of them, and none waits for another.</summary>
    private void Filter(int start)
    {
        var lanes = (nuint)Vector<float>.Count;
        ref var tap = ref MemoryMarshal.GetArrayDataReference(_taps);
        ref var x = ref _lines[0][start + TapsPerFactor];
        var last = new Vector<float>(_taps[^1]);
        Vector<float> a = At(ref x, 0) * last, b = At(ref x, lanes) * last, c = At(ref x, 2 * lanes) * last, d = At(ref x, 3 * lanes) * last;
        foreach (var line in _lines)
        {
            x = ref line[start];
            for (nuint k = 0; k < TapsPerFactor; k++)
            {
                var h = new Vector<float>(tap);
                a += At(ref x, k) * h;
                b += At(ref x, k + lanes) * h;
                c += At(ref x, k + 2 * lanes) * h;
                d += At(ref x, k + 3 * lanes) * h;
                tap = ref Unsafe.Add(ref tap, 1);
            }
        }

        a.CopyTo(_output, start);
        b.CopyTo(_output, start + (int)lanes);
        c.CopyTo(_output, start + 2 * (int)lanes);
        d.CopyTo(_output, start + 3 * (int)lanes);
    }

    private static Vector<float> At(ref float x, nuint i) => Vector.LoadUnsafe(ref x, i);

    /// <summary>The taps of each line, one line after the other; the one that is left over comes last.</summary>
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
        return [.. Enumerable.Range(0, factor).SelectMany(line => Enumerable.Range(0, TapsPerFactor).Select(k => k * factor + line)).Append(taps.Length - 1).Select(k => (float)(taps[k] / sum))];
    }
}
