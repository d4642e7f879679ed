using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mashup.Sdk.Dsp;

/// <summary>Fourier transform of real signals whose length is 4 · 2^a · 3^b · 5^c. Instances hold scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Even and odd samples become one complex signal of half the length.
/// 2. Stockham autosort radix-4 (steps of 2, 3 and 5 where needed), split real and imaginary arrays, vectorised along the contiguous axis.
///    C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, §1.7.
/// 3. The real spectrum of n/2 + 1 bins is untangled from it. Forward is unnormalised; Inverse(Forward(x)) = x.
/// </remarks>
public sealed class RealFft
{
    private const int Quad = 4;

    private readonly int _half;
    private readonly FftStage[] _stages;
    private readonly float[] _cos;
    private readonly float[] _sin;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _re2;
    private readonly float[] _im2;

    /// <summary>Prepares transforms of one size.</summary>
    /// <param name="size">Samples per transform: 4 times a product of twos, threes and fives.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> has another factor.</exception>
    public RealFft(int size)
    {
        if (!IsSize(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size is 4 times a product of twos, threes and fives.");
        }

        Size = size;
        _half = size / 2;
        _stages = FftStage.Plan(_half);
        _cos = new float[_half + 1];
        _sin = new float[_half + 1];
        for (var k = 0; k <= _half; k++)
        {
            (var sin, var cos) = Math.SinCos(-2 * Math.PI * k / size);
            _cos[k] = (float)cos;
            _sin[k] = (float)sin;
        }

        _re = new float[_half];
        _im = new float[_half];
        _re2 = new float[_half];
        _im2 = new float[_half];
    }

    /// <summary>Samples per transform.</summary>
    public int Size { get; }

    /// <summary>Whether transforms of this size exist.</summary>
    /// <param name="size">Samples per transform.</param>
    public static bool IsSize(int size)
    {
        if (size < 4 || size % 4 != 0)
        {
            return false;
        }

        foreach (var factor in (ReadOnlySpan<int>)[2, 3, 5])
        {
            while (size % factor == 0)
            {
                size /= factor;
            }
        }

        return size == 1;
    }

    /// <summary>Bins per spectrum: Size / 2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>Transforms <see cref="Size"/> samples into <see cref="Bins"/> bins, unnormalised.</summary>
    /// <param name="input"><see cref="Size"/> samples.</param>
    /// <param name="re">Receives <see cref="Bins"/> real parts.</param>
    /// <param name="im">Receives <see cref="Bins"/> imaginary parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> input, Span<float> re, Span<float> im)
    {
        for (var i = 0; i < _half; i++)
        {
            _re[i] = input[2 * i];
            _im[i] = input[2 * i + 1];
        }

        var (zr, zi) = Complex();
        re[0] = zr[0] + zi[0];
        im[0] = 0;
        re[_half] = zr[0] - zi[0];
        im[_half] = 0;
        int k = 1, j = _half - 1;
        for (; k + Quad - 1 < j - Quad + 1; k += Quad, j -= Quad)
        {
            Vector128<float> ar = Up(zr, k), ai = Up(zi, k), br = Down(zr, j), bi = Down(zi, j), c = Up(_cos, k), s = Up(_sin, k);
            Vector128<float> er = (ar + br) * 0.5f, ei = (ai - bi) * 0.5f, or = (ai + bi) * 0.5f, oi = (br - ar) * 0.5f;
            Vector128<float> tr = or * c - oi * s, ti = or * s + oi * c;
            (er + tr).CopyTo(re[k..]);
            (ei + ti).CopyTo(im[k..]);
            Flip(er - tr).CopyTo(re[(j - Quad + 1)..]);
            Flip(ti - ei).CopyTo(im[(j - Quad + 1)..]);
        }

        for (; k <= j; k++, j--)
        {
            float er = 0.5f * (zr[k] + zr[j]), ei = 0.5f * (zi[k] - zi[j]);
            float or = 0.5f * (zi[k] + zi[j]), oi = 0.5f * (zr[j] - zr[k]);
            float tr = or * _cos[k] - oi * _sin[k], ti = or * _sin[k] + oi * _cos[k];
            re[k] = er + tr;
            im[k] = ei + ti;
            re[j] = er - tr;
            im[j] = ti - ei;
        }
    }

    /// <summary>Transforms <see cref="Bins"/> bins back into <see cref="Size"/> samples: the inverse of <see cref="Forward"/>.</summary>
    /// <param name="re"><see cref="Bins"/> real parts.</param>
    /// <param name="im"><see cref="Bins"/> imaginary parts; those of bin 0 and of the last count as 0.</param>
    /// <param name="output">Receives <see cref="Size"/> samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> output)
    {
        // The inverse of a complex transform is the forward one with real and imaginary parts swapped.
        _im[0] = 0.5f * (re[0] + re[_half]);
        _re[0] = 0.5f * (re[0] - re[_half]);
        int k = 1, j = _half - 1;
        for (; k + Quad - 1 < j - Quad + 1; k += Quad, j -= Quad)
        {
            Vector128<float> ar = Up(re, k), ai = Up(im, k), br = Down(re, j), bi = Down(im, j), c = Up(_cos, k), s = Up(_sin, k);
            Vector128<float> er = (ar + br) * 0.5f, ei = (ai - bi) * 0.5f, dr = (ar - br) * 0.5f, di = (ai + bi) * 0.5f;
            Vector128<float> or = dr * c + di * s, oi = di * c - dr * s;
            (er - oi).CopyTo(_im, k);
            (ei + or).CopyTo(_re, k);
            Flip(er + oi).CopyTo(_im, j - Quad + 1);
            Flip(or - ei).CopyTo(_re, j - Quad + 1);
        }

        for (; k <= j; k++, j--)
        {
            float er = 0.5f * (re[k] + re[j]), ei = 0.5f * (im[k] - im[j]);
            float dr = 0.5f * (re[k] - re[j]), di = 0.5f * (im[k] + im[j]);
            float or = dr * _cos[k] + di * _sin[k], oi = di * _cos[k] - dr * _sin[k];
            _im[k] = er - oi;
            _re[k] = ei + or;
            _im[j] = er + oi;
            _re[j] = or - ei;
        }

        var (zi, zr) = Complex();
        var scale = 1f / _half;
        for (var i = 0; i < _half; i++)
        {
            output[2 * i] = zr[i] * scale;
            output[2 * i + 1] = zi[i] * scale;
        }
    }

    private static Vector128<float> Up(ReadOnlySpan<float> x, int first) => Vector128.Create(x.Slice(first, Quad));

    private static Vector128<float> Down(ReadOnlySpan<float> x, int first) => Flip(Up(x, first - Quad + 1));

    private static Vector128<float> Flip(Vector128<float> x) => Vector128.Shuffle(x, Vector128.Create(3, 2, 1, 0));

    private (float[] Re, float[] Im) Complex()
    {
        float[] xr = _re, xi = _im, yr = _re2, yi = _im2;
        foreach (var stage in _stages)
        {
            stage.Run(xr, xi, yr, yi);
            (xr, yr) = (yr, xr);
            (xi, yi) = (yi, xi);
        }

        return (xr, xi);
    }
}
