using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mashup.Sdk.Dsp;

/// <summary>One decimation-in-frequency step: <c>m</c> butterflies over runs of <c>stride</c> contiguous elements.</summary>
internal sealed class FftStage(int radix, int m, int stride, float[] w)
{
    private const int Quad = 4;

    /// <summary>The twiddle factors of the first step, one row per factor instead of one per butterfly.</summary>
    private readonly float[] _twiddles = stride == 1 && radix == 4 ? [.. Enumerable.Range(0, 6 * m).Select(i => w[6 * (i % m) + i / m])] : [];

    public static FftStage[] Plan(int n)
    {
        var stages = new List<FftStage>();
        for (int length = n, stride = 1; length > 1;)
        {
            var radix = length % 4 == 0 ? 4 : length % 2 == 0 ? 2 : length % 3 == 0 ? 3 : 5;
            var m = length / radix;
            if (radix % 2 == 1)
            {
                stages.Add(new FftStage(radix, m, stride, OddWeights(radix, m)));
                length = m;
                stride *= radix;
                continue;
            }

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

            stages.Add(new FftStage(radix, m, stride, w));
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
        else if (radix % 2 == 1)
        {
            RadixOdd(xr, xi, yr, yi);
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
            Vector128<float> ar = Four(xr, p), ai = Four(xi, p), br = Four(xr, p + m), bi = Four(xi, p + m);
            Vector128<float> cr = Four(xr, p + 2 * m), ci = Four(xi, p + 2 * m), dr = Four(xr, p + 3 * m), di = Four(xi, p + 3 * m);
            Vector128<float> acr = ar + cr, aci = ai + ci, amr = ar - cr, ami = ai - ci;
            Vector128<float> bdr = br + dr, bdi = bi + di, bmr = br - dr, bmi = bi - di;
            Vector128<float> ur = amr + bmi, ui = ami - bmr, vr = acr - bdr, vi = aci - bdi, tr = amr - bmi, ti = ami + bmr;
            Transpose(acr + bdr, ur * c1 - ui * s1, vr * c2 - vi * s2, tr * c3 - ti * s3, yr.AsSpan(4 * p));
            Transpose(aci + bdi, ur * s1 + ui * c1, vr * s2 + vi * c2, tr * s3 + ti * c3, yi.AsSpan(4 * p));
        }
    }

    private static Vector128<float> Four(ReadOnlySpan<float> x, int first) => Vector128.Create(x.Slice(first, Quad));

    private Vector128<float> Twiddle(int p, int index) => Four(_twiddles, index * m + p);

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

    /// <summary>Radix 3 or 5 as a small matrix per butterfly; these steps come last, where runs are long and butterflies few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RadixOdd(float[] xr, float[] xi, float[] yr, float[] yi)
    {
        for (var row = 0; row < m * radix; row++)
        {
            var p = row / radix;
            var weights = w.AsSpan(2 * row * radix, 2 * radix);
            var q = 0;
            for (; q <= stride - Vector<float>.Count; q += Vector<float>.Count)
            {
                Vector<float> sumRe = default, sumIm = default;
                for (var j = 0; j < radix; j++)
                {
                    var at = stride * (p + m * j) + q;
                    Vector<float> ar = new(xr, at), ai = new(xi, at);
                    sumRe += ar * weights[2 * j] - ai * weights[2 * j + 1];
                    sumIm += ar * weights[2 * j + 1] + ai * weights[2 * j];
                }

                sumRe.CopyTo(yr, stride * row + q);
                sumIm.CopyTo(yi, stride * row + q);
            }

            for (; q < stride; q++)
            {
                float sumRe = 0, sumIm = 0;
                for (var j = 0; j < radix; j++)
                {
                    var at = stride * (p + m * j) + q;
                    sumRe += xr[at] * weights[2 * j] - xi[at] * weights[2 * j + 1];
                    sumIm += xr[at] * weights[2 * j + 1] + xi[at] * weights[2 * j];
                }

                yr[stride * row + q] = sumRe;
                yi[stride * row + q] = sumIm;
            }
        }
    }

    /// <summary>Factor of input j in output r of butterfly p: exp(−2πi (j r / radix + p r / length)).</summary>
    private static float[] OddWeights(int radix, int m)
    {
        var weights = new float[2 * m * radix * radix];
        for (var i = 0; i < weights.Length / 2; i++)
        {
            int j = i % radix, r = i / radix % radix, p = i / radix / radix;
            var (sin, cos) = Math.SinCos(-2 * Math.PI * ((double)(j * r % radix) / radix + (double)p * r / (m * radix)));
            weights[2 * i] = (float)cos;
            weights[2 * i + 1] = (float)sin;
        }

        return weights;
    }
}
