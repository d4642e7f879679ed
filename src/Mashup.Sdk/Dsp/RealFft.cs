using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mashup.Sdk.Dsp;

/// <summary>Fourier transform of real signals whose length is a power of two. Instances hold scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Even and odd samples become one complex signal of half the length.
/// 2. Stockham autosort radix-4 (one radix-2 step where needed), split real and imaginary arrays, vectorised along the contiguous axis.
///    C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, §1.7.
/// 3. The real spectrum of n/2 + 1 bins is untangled from it. Forward is unnormalised; Inverse(Forward(x)) = x.
/// </remarks>
internal sealed class RealFft
{
    private const int Quad = 4;

    private readonly int _half;
    private readonly Stage[] _stages;
    private readonly float[] _cos;
    private readonly float[] _sin;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _re2;
    private readonly float[] _im2;

    public RealFft(int size)
    {
        if (size < 4 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size is a power of two, 4 or more.");
        }

        Size = size;
        _half = size / 2;
        _stages = Stage.Plan(_half);
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

    /// <summary>Bins per spectrum: Size / 2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>Transforms <see cref="Size"/> samples into <see cref="Bins"/> bins.</summary>
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

    /// <summary>Transforms <see cref="Bins"/> bins back into <see cref="Size"/> samples.</summary>
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

    /// <summary>One decimation-in-frequency step: <c>m</c> butterflies over runs of <c>stride</c> contiguous elements.</summary>
    private sealed class Stage(int radix, int m, int stride, float[] w)
    {
        /// <summary>The twiddle factors of the first step, one row per factor instead of one per butterfly.</summary>
        private readonly float[] _twiddles = stride == 1 ? [.. Enumerable.Range(0, 6 * m).Select(i => w[6 * (i % m) + i / m])] : [];

        public static Stage[] Plan(int n)
        {
            var stages = new List<Stage>();
            for (int length = n, stride = 1; length > 1;)
            {
                var radix = length % 4 == 0 ? 4 : 2;
                var m = length / radix;
                var w = new float[m * 6];
                for (var p = 0; p < m; p++)
                {
                    for (var q = 1; q < radix; q++)
                    {
                        (var sin, var cos) = Math.SinCos(-2 * Math.PI * p * q / length);
                        w[6 * p + 2 * q - 2] = (float)cos;
                        w[6 * p + 2 * q - 1] = (float)sin;
                    }
                }

                stages.Add(new Stage(radix, m, stride, w));
                length = m;
                stride *= radix;
            }

            return [.. stages];
        }

        public void Run(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            if (radix == 2)
            {
                Radix2(xr, xi, yr, yi);
            }
            else if (stride >= Vector<float>.Count)
            {
                Radix4Vector(xr, xi, yr, yi);
            }
            else if (stride == 1 && m % Quad == 0 && Sse.IsSupported)
            {
                Radix4First(xr, xi, yr, yi);
            }
            else if (stride == Quad)
            {
                Radix4Quads(xr, xi, yr, yi);
            }
            else
            {
                Radix4(xr, xi, yr, yi);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Radix2(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            var half = m * stride;
            for (var p = 0; p < m; p++)
            {
                float c = w[6 * p], s = w[6 * p + 1];
                var q = 0;
                for (; q <= stride - Vector<float>.Count; q += Vector<float>.Count)
                {
                    int a = stride * p + q, b = a + half, o = stride * 2 * p + q;
                    Vector<float> ar = new(xr, a), ai = new(xi, a), br = new(xr, b), bi = new(xi, b), dr = ar - br, di = ai - bi;
                    (ar + br).CopyTo(yr, o);
                    (ai + bi).CopyTo(yi, o);
                    (dr * c - di * s).CopyTo(yr, o + stride);
                    (dr * s + di * c).CopyTo(yi, o + stride);
                }

                for (; q < stride; q++)
                {
                    int a = stride * p + q, b = a + half, o = stride * 2 * p + q;
                    float dr = xr[a] - xr[b], di = xi[a] - xi[b];
                    yr[o] = xr[a] + xr[b];
                    yi[o] = xi[a] + xi[b];
                    yr[o + stride] = dr * c - di * s;
                    yi[o + stride] = dr * s + di * c;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Radix4(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            var quarter = m * stride;
            for (var p = 0; p < m; p++)
            {
                float c1 = w[6 * p], s1 = w[6 * p + 1], c2 = w[6 * p + 2], s2 = w[6 * p + 3], c3 = w[6 * p + 4], s3 = w[6 * p + 5];
                for (var q = 0; q < stride; q++)
                {
                    int a = stride * p + q, o = stride * 4 * p + q;
                    float ar = xr[a], ai = xi[a], br = xr[a + quarter], bi = xi[a + quarter];
                    float cr = xr[a + 2 * quarter], ci = xi[a + 2 * quarter], dr = xr[a + 3 * quarter], di = xi[a + 3 * quarter];
                    float acr = ar + cr, aci = ai + ci, amr = ar - cr, ami = ai - ci;
                    float bdr = br + dr, bdi = bi + di, bmr = br - dr, bmi = bi - di;
                    float ur = amr + bmi, ui = ami - bmr, vr = acr - bdr, vi = aci - bdi, tr = amr - bmi, ti = ami + bmr;
                    yr[o] = acr + bdr;
                    yi[o] = aci + bdi;
                    yr[o + stride] = ur * c1 - ui * s1;
                    yi[o + stride] = ur * s1 + ui * c1;
                    yr[o + 2 * stride] = vr * c2 - vi * s2;
                    yi[o + 2 * stride] = vr * s2 + vi * c2;
                    yr[o + 3 * stride] = tr * c3 - ti * s3;
                    yi[o + 3 * stride] = tr * s3 + ti * c3;
                }
            }
        }

        /// <summary>The first step, whose runs are one element long: four butterflies at a time, transposed on the way out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Radix4First(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            for (var p = 0; p < m; p += Quad)
            {
                Vector128<float> c1 = Twiddle(p, 0), s1 = Twiddle(p, 1), c2 = Twiddle(p, 2), s2 = Twiddle(p, 3), c3 = Twiddle(p, 4), s3 = Twiddle(p, 5);
                Vector128<float> ar = Up(xr, p), ai = Up(xi, p), br = Up(xr, p + m), bi = Up(xi, p + m);
                Vector128<float> cr = Up(xr, p + 2 * m), ci = Up(xi, p + 2 * m), dr = Up(xr, p + 3 * m), di = Up(xi, p + 3 * m);
                Vector128<float> acr = ar + cr, aci = ai + ci, amr = ar - cr, ami = ai - ci;
                Vector128<float> bdr = br + dr, bdi = bi + di, bmr = br - dr, bmi = bi - di;
                Vector128<float> ur = amr + bmi, ui = ami - bmr, vr = acr - bdr, vi = aci - bdi, tr = amr - bmi, ti = ami + bmr;
                Transpose(acr + bdr, ur * c1 - ui * s1, vr * c2 - vi * s2, tr * c3 - ti * s3, yr.AsSpan(4 * p));
                Transpose(aci + bdi, ur * s1 + ui * c1, vr * s2 + vi * c2, tr * s3 + ti * c3, yi.AsSpan(4 * p));
            }
        }

        private Vector128<float> Twiddle(int p, int index) => Up(_twiddles, index * m + p);

        private static void Transpose(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, Span<float> output)
        {
            Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d), abHigh = Sse.UnpackHigh(a, b), cdHigh = Sse.UnpackHigh(c, d);
            Sse.MoveLowToHigh(ab, cd).CopyTo(output);
            Sse.MoveHighToLow(cd, ab).CopyTo(output[Quad..]);
            Sse.MoveLowToHigh(abHigh, cdHigh).CopyTo(output[(2 * Quad)..]);
            Sse.MoveHighToLow(cdHigh, abHigh).CopyTo(output[(3 * Quad)..]);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Radix4Vector(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            var run = stride / Vector<float>.Count;
            var quarter = m * run;
            ReadOnlySpan<Vector<float>> rx = MemoryMarshal.Cast<float, Vector<float>>(xr), ix = MemoryMarshal.Cast<float, Vector<float>>(xi);
            Span<Vector<float>> ry = MemoryMarshal.Cast<float, Vector<float>>(yr.AsSpan()), iy = MemoryMarshal.Cast<float, Vector<float>>(yi.AsSpan());
            for (var p = 0; p < m; p++)
            {
                float c1 = w[6 * p], s1 = w[6 * p + 1], c2 = w[6 * p + 2], s2 = w[6 * p + 3], c3 = w[6 * p + 4], s3 = w[6 * p + 5];
                for (var q = 0; q < run; q++)
                {
                    int a = run * p + q, o = run * 4 * p + q;
                    Vector<float> ar = rx[a], ai = ix[a], br = rx[a + quarter], bi = ix[a + quarter];
                    Vector<float> cr = rx[a + 2 * quarter], ci = ix[a + 2 * quarter], dr = rx[a + 3 * quarter], di = ix[a + 3 * quarter];
                    Vector<float> acr = ar + cr, aci = ai + ci, amr = ar - cr, ami = ai - ci;
                    Vector<float> bdr = br + dr, bdi = bi + di, bmr = br - dr, bmi = bi - di;
                    Vector<float> ur = amr + bmi, ui = ami - bmr, vr = acr - bdr, vi = aci - bdi, tr = amr - bmi, ti = ami + bmr;
                    ry[o] = acr + bdr;
                    iy[o] = aci + bdi;
                    ry[o + run] = ur * c1 - ui * s1;
                    iy[o + run] = ur * s1 + ui * c1;
                    ry[o + 2 * run] = vr * c2 - vi * s2;
                    iy[o + 2 * run] = vr * s2 + vi * c2;
                    ry[o + 3 * run] = tr * c3 - ti * s3;
                    iy[o + 3 * run] = tr * s3 + ti * c3;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Radix4Quads(float[] xr, float[] xi, float[] yr, float[] yi)
        {
            var quarter = m;
            ReadOnlySpan<Vector128<float>> rx = MemoryMarshal.Cast<float, Vector128<float>>(xr), ix = MemoryMarshal.Cast<float, Vector128<float>>(xi);
            Span<Vector128<float>> ry = MemoryMarshal.Cast<float, Vector128<float>>(yr.AsSpan()), iy = MemoryMarshal.Cast<float, Vector128<float>>(yi.AsSpan());
            for (var p = 0; p < m; p++)
            {
                float c1 = w[6 * p], s1 = w[6 * p + 1], c2 = w[6 * p + 2], s2 = w[6 * p + 3], c3 = w[6 * p + 4], s3 = w[6 * p + 5];
                int a = p, o = 4 * p;
                Vector128<float> ar = rx[a], ai = ix[a], br = rx[a + quarter], bi = ix[a + quarter];
                Vector128<float> cr = rx[a + 2 * quarter], ci = ix[a + 2 * quarter], dr = rx[a + 3 * quarter], di = ix[a + 3 * quarter];
                Vector128<float> acr = ar + cr, aci = ai + ci, amr = ar - cr, ami = ai - ci;
                Vector128<float> bdr = br + dr, bdi = bi + di, bmr = br - dr, bmi = bi - di;
                Vector128<float> ur = amr + bmi, ui = ami - bmr, vr = acr - bdr, vi = aci - bdi, tr = amr - bmi, ti = ami + bmr;
                ry[o] = acr + bdr;
                iy[o] = aci + bdi;
                ry[o + 1] = ur * c1 - ui * s1;
                iy[o + 1] = ur * s1 + ui * c1;
                ry[o + 2] = vr * c2 - vi * s2;
                iy[o + 2] = vr * s2 + vi * c2;
                ry[o + 3] = tr * c3 - ti * s3;
                iy[o + 3] = tr * s3 + ti * c3;
            }
        }
    }
}
