using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp;

/// <summary>Forward Fourier transform of complex signals, real and imaginary parts in arrays of their own. Holds its memory: one per thread.</summary>
/// <remarks>
/// Stockham autosort, decimation in frequency: every pass reads one pair of arrays and writes the other, in order, so that there is no bit reversal.
/// C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, §1.7.
/// 1. A pass of radix 8 takes eight neighbouring butterflies at once and transposes what they give: its runs are one element long.
/// 2. Passes of radix 4 follow, vectorised along their runs, which are now eight elements or a multiple.
/// 3. One of radix 4 or 2 that needs no twiddle factors ends a power of two; factors of 3 and 5 take passes that multiply by a small matrix.
/// Sizes that 64 does not divide take matrix passes only.
/// </remarks>
internal sealed class ComplexFft
{
    private const int Lanes = 8;
    private const int Least = Lanes * Lanes;
    private static readonly float Diagonal = MathF.Sqrt(0.5f);

    private readonly int _size;
    private readonly float[] _first;
    private readonly Pass[] _passes;
    private float[] _re;
    private float[] _im;
    private float[] _nextRe;
    private float[] _nextIm;

    /// <param name="size">Points, a product of twos, threes and fives.</param>
    public ComplexFft(int size)
    {
        _size = size;
        (_re, _im, _nextRe, _nextIm) = (new float[size], new float[size], new float[size], new float[size]);
        var vectors = size % Least == 0;
        _first = vectors ? FirstTwiddles(size) : [];
        var passes = new List<Pass>();
        var stride = vectors ? Lanes : 1;
        for (var length = size / stride; length > 1;)
        {
            var radix = vectors && length % 4 == 0 ? 4 : length % 2 == 0 ? 2 : length % 3 == 0 ? 3 : 5;
            var kind = (radix, length) switch { (4, 4) => Kind.Last4, (4, _) => Kind.Radix4, (2, 2) when vectors => Kind.Last2, _ => Kind.Matrix };
            var factors = kind switch { Kind.Radix4 => Twiddles(length, radix), Kind.Matrix => Matrix(length, radix), _ => [] };
            passes.Add(new Pass(kind, radix, length / radix, stride, factors));
            length /= radix;
            stride *= radix;
        }

        _passes = [.. passes];
    }

    private enum Kind
    {
        Radix4,
        Last4,
        Last2,
        Matrix,
    }

    /// <summary>Real parts: to be filled in before <see cref="Transform"/>, to be read after it. Another array each time.</summary>
    public Span<float> Re => _re;

    /// <summary>Imaginary parts, likewise.</summary>
    public Span<float> Im => _im;

    /// <summary>Transforms <see cref="Re"/> and <see cref="Im"/>, unnormalised.</summary>
    public void Transform()
    {
        if (_first.Length > 0)
        {
            First();
            Swap();
        }

        foreach (var pass in _passes)
        {
            switch (pass.Kind)
            {
                case Kind.Radix4:
                    Radix4(pass.Butterflies, pass.Stride, pass.Factors);
                    break;
                case Kind.Last4:
                    Last4();
                    break;
                case Kind.Last2:
                    Last2();
                    break;
                default:
                    Multiply(pass);
                    break;
            }

            Swap();
        }
    }

    private static float[] FirstTwiddles(int size)
    {
        var w = new List<float>();
        for (var p = 0; p < size / Lanes; p += Lanes)
        {
            for (var k = 1; k < Lanes; k++)
            {
                w.AddRange(Enumerable.Range(p, Lanes).Select(i => (float)Math.Cos(-2 * Math.PI * i * k / size)));
                w.AddRange(Enumerable.Range(p, Lanes).Select(i => (float)Math.Sin(-2 * Math.PI * i * k / size)));
            }
        }

        return [.. w];
    }

    private static float[] Twiddles(int length, int radix)
    {
        var w = new List<float>();
        for (var p = 0; p < length / radix; p++)
        {
            for (var k = 1; k < radix; k++)
            {
                w.Add((float)Math.Cos(-2 * Math.PI * p * k / length));
                w.Add((float)Math.Sin(-2 * Math.PI * p * k / length));
            }
        }

        return [.. w];
    }

    // Factor of input j in output r of butterfly p: exp(−2πi (j r / radix + p r / length)).
    private static float[] Matrix(int length, int radix)
    {
        var w = new float[2 * length * radix];
        for (var i = 0; i < w.Length / 2; i++)
        {
            int j = i % radix, r = i / radix % radix, p = i / radix / radix;
            var (sin, cos) = Math.SinCos(-2 * Math.PI * ((double)(j * r % radix) / radix + (double)p * r / length));
            (w[2 * i], w[2 * i + 1]) = ((float)cos, (float)sin);
        }

        return w;
    }

    private void Swap() => (_re, _im, _nextRe, _nextIm) = (_nextRe, _nextIm, _re, _im);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void First()
    {
        var m = (nuint)(_size / Lanes);
        ref var xr = ref MemoryMarshal.GetArrayDataReference(_re);
        ref var xi = ref MemoryMarshal.GetArrayDataReference(_im);
        ref var yr = ref MemoryMarshal.GetArrayDataReference(_nextRe);
        ref var yi = ref MemoryMarshal.GetArrayDataReference(_nextIm);
        ref var w = ref MemoryMarshal.GetArrayDataReference(_first);
        var diagonal = Vector256.Create(Diagonal);
        for (nuint p = 0; p < m; p += Lanes)
        {
            Vector256<float> r0 = At(ref xr, p), r4 = At(ref xr, p + 4 * m), i0 = At(ref xi, p), i4 = At(ref xi, p + 4 * m);
            Vector256<float> r2 = At(ref xr, p + 2 * m), r6 = At(ref xr, p + 6 * m), i2 = At(ref xi, p + 2 * m), i6 = At(ref xi, p + 6 * m);
            Vector256<float> a0r = r0 + r4, a0i = i0 + i4, b0r = r0 - r4, b0i = i0 - i4;
            Vector256<float> a2r = r2 + r6, a2i = i2 + i6, b2r = i2 - i6, b2i = r6 - r2;
            Vector256<float> r1 = At(ref xr, p + m), r5 = At(ref xr, p + 5 * m), i1 = At(ref xi, p + m), i5 = At(ref xi, p + 5 * m);
            Vector256<float> r3 = At(ref xr, p + 3 * m), r7 = At(ref xr, p + 7 * m), i3 = At(ref xi, p + 3 * m), i7 = At(ref xi, p + 7 * m);
            Vector256<float> a1r = r1 + r5, a1i = i1 + i5, d1r = r1 - r5, d1i = i1 - i5;
            Vector256<float> a3r = r3 + r7, a3i = i3 + i7, d3r = r3 - r7, d3i = i3 - i7;
            Vector256<float> b1r = (d1r + d1i) * diagonal, b1i = (d1i - d1r) * diagonal, b3r = (d3i - d3r) * diagonal, b3i = (d3r + d3i) * -diagonal;

            Vector256<float> sr = a0r + a2r, si = a0i + a2i, tr = a1r + a3r, ti = a1i + a3i;
            Vector256<float> dr = a0r - a2r, di = a0i - a2i, ur = a1r - a3r, ui = a1i - a3i;
            Vector256<float> er = b0r + b2r, ei = b0i + b2i, fr = b1r + b3r, fi = b1i + b3i;
            Vector256<float> gr = b0r - b2r, gi = b0i - b2i, hr = b1r - b3r, hi = b1i - b3i;
            ref var t = ref Unsafe.Add(ref w, p * 14);
            var (y1r, y1i) = Turn(er + fr, ei + fi, At(ref t, 0), At(ref t, 8));
            var (y2r, y2i) = Turn(dr + ui, di - ur, At(ref t, 16), At(ref t, 24));
            var (y3r, y3i) = Turn(gr + hi, gi - hr, At(ref t, 32), At(ref t, 40));
            var (y4r, y4i) = Turn(sr - tr, si - ti, At(ref t, 48), At(ref t, 56));
            var (y5r, y5i) = Turn(er - fr, ei - fi, At(ref t, 64), At(ref t, 72));
            var (y6r, y6i) = Turn(dr - ui, di + ur, At(ref t, 80), At(ref t, 88));
            var (y7r, y7i) = Turn(gr - hi, gi + hr, At(ref t, 96), At(ref t, 104));
            SquareTranspose.Store(sr + tr, y1r, y2r, y3r, y4r, y5r, y6r, y7r, ref Unsafe.Add(ref yr, p * Lanes));
            SquareTranspose.Store(si + ti, y1i, y2i, y3i, y4i, y5i, y6i, y7i, ref Unsafe.Add(ref yi, p * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Radix4(int butterflies, int stride, float[] twiddles)
    {
        nuint run = (nuint)stride, quarter = (nuint)(_size / 4);
        ref var w = ref MemoryMarshal.GetArrayDataReference(twiddles);
        for (nuint p = 0; p < (nuint)butterflies; p++, w = ref Unsafe.Add(ref w, 6))
        {
            Vector256<float> c1 = Vector256.Create(w), s1 = Vector256.Create(Unsafe.Add(ref w, 1));
            Vector256<float> c2 = Vector256.Create(Unsafe.Add(ref w, 2)), s2 = Vector256.Create(Unsafe.Add(ref w, 3));
            Vector256<float> c3 = Vector256.Create(Unsafe.Add(ref w, 4)), s3 = Vector256.Create(Unsafe.Add(ref w, 5));
            ref var xr = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_re), run * p);
            ref var xi = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_im), run * p);
            ref var yr = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nextRe), 4 * run * p);
            ref var yi = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nextIm), 4 * run * p);
            for (nuint q = 0; q < run; q += Lanes)
            {
                Vector256<float> ar = At(ref xr, q), br = At(ref xr, q + quarter), cr = At(ref xr, q + 2 * quarter), dr = At(ref xr, q + 3 * quarter);
                Vector256<float> ai = At(ref xi, q), bi = At(ref xi, q + quarter), ci = At(ref xi, q + 2 * quarter), di = At(ref xi, q + 3 * quarter);
                Vector256<float> sr = ar + cr, si = ai + ci, er = ar - cr, ei = ai - ci, tr = br + dr, ti = bi + di, fr = br - dr, fi = bi - di;
                (sr + tr).StoreUnsafe(ref yr, q);
                (si + ti).StoreUnsafe(ref yi, q);
                var (y1r, y1i) = Turn(er + fi, ei - fr, c1, s1);
                y1r.StoreUnsafe(ref yr, q + run);
                y1i.StoreUnsafe(ref yi, q + run);
                var (y2r, y2i) = Turn(sr - tr, si - ti, c2, s2);
                y2r.StoreUnsafe(ref yr, q + 2 * run);
                y2i.StoreUnsafe(ref yi, q + 2 * run);
                var (y3r, y3i) = Turn(er - fi, ei + fr, c3, s3);
                y3r.StoreUnsafe(ref yr, q + 3 * run);
                y3i.StoreUnsafe(ref yi, q + 3 * run);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Last4()
    {
        var run = (nuint)(_size / 4);
        ref var xr = ref MemoryMarshal.GetArrayDataReference(_re);
        ref var xi = ref MemoryMarshal.GetArrayDataReference(_im);
        ref var yr = ref MemoryMarshal.GetArrayDataReference(_nextRe);
        ref var yi = ref MemoryMarshal.GetArrayDataReference(_nextIm);
        for (nuint q = 0; q < run; q += Lanes)
        {
            Vector256<float> ar = At(ref xr, q), br = At(ref xr, q + run), cr = At(ref xr, q + 2 * run), dr = At(ref xr, q + 3 * run);
            Vector256<float> ai = At(ref xi, q), bi = At(ref xi, q + run), ci = At(ref xi, q + 2 * run), di = At(ref xi, q + 3 * run);
            Vector256<float> sr = ar + cr, si = ai + ci, er = ar - cr, ei = ai - ci, tr = br + dr, ti = bi + di, fr = br - dr, fi = bi - di;
            (sr + tr).StoreUnsafe(ref yr, q);
            (si + ti).StoreUnsafe(ref yi, q);
            (er + fi).StoreUnsafe(ref yr, q + run);
            (ei - fr).StoreUnsafe(ref yi, q + run);
            (sr - tr).StoreUnsafe(ref yr, q + 2 * run);
            (si - ti).StoreUnsafe(ref yi, q + 2 * run);
            (er - fi).StoreUnsafe(ref yr, q + 3 * run);
            (ei + fr).StoreUnsafe(ref yi, q + 3 * run);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Last2()
    {
        var run = (nuint)(_size / 2);
        ref var xr = ref MemoryMarshal.GetArrayDataReference(_re);
        ref var xi = ref MemoryMarshal.GetArrayDataReference(_im);
        ref var yr = ref MemoryMarshal.GetArrayDataReference(_nextRe);
        ref var yi = ref MemoryMarshal.GetArrayDataReference(_nextIm);
        for (nuint q = 0; q < run; q += Lanes)
        {
            Vector256<float> ar = At(ref xr, q), br = At(ref xr, q + run), ai = At(ref xi, q), bi = At(ref xi, q + run);
            (ar + br).StoreUnsafe(ref yr, q);
            (ai + bi).StoreUnsafe(ref yi, q);
            (ar - br).StoreUnsafe(ref yr, q + run);
            (ai - bi).StoreUnsafe(ref yi, q + run);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(Pass pass)
    {
        var (radix, stride) = (pass.Radix, pass.Stride);
        for (var row = 0; row < pass.Butterflies * radix; row++)
        {
            var weights = pass.Factors.AsSpan(2 * row * radix, 2 * radix);
            var (from, to) = (stride * (row / radix), stride * row);
            var q = 0;
            for (; q <= stride - Vector<float>.Count; q += Vector<float>.Count)
            {
                Vector<float> re = default, im = default;
                for (var j = 0; j < radix; j++)
                {
                    var at = from + pass.Butterflies * stride * j + q;
                    Vector<float> a = new(_re, at), b = new(_im, at);
                    re += a * weights[2 * j] - b * weights[2 * j + 1];
                    im += a * weights[2 * j + 1] + b * weights[2 * j];
                }

                re.CopyTo(_nextRe, to + q);
                im.CopyTo(_nextIm, to + q);
            }

            for (; q < stride; q++)
            {
                float re = 0, im = 0;
                for (var j = 0; j < radix; j++)
                {
                    var at = from + pass.Butterflies * stride * j + q;
                    re += _re[at] * weights[2 * j] - _im[at] * weights[2 * j + 1];
                    im += _re[at] * weights[2 * j + 1] + _im[at] * weights[2 * j];
                }

                (_nextRe[to + q], _nextIm[to + q]) = (re, im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float x, nuint i) => Vector256.LoadUnsafe(ref x, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Re, Vector256<float> Im) Turn(Vector256<float> re, Vector256<float> im, Vector256<float> cos, Vector256<float> sin) =>
        (re * cos - im * sin, re * sin + im * cos);

    /// <summary>One step of decimation in frequency: butterflies over runs of contiguous elements.</summary>
    private sealed record Pass(Kind Kind, int Radix, int Butterflies, int Stride, float[] Factors);
}
