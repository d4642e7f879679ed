using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mashup.Sdk.Dsp;

/// <summary>Fourier transform of real signals whose length is 4 · 2^a · 3^b · 5^c. Instances hold scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Even and odd samples become one complex signal of half the length.
/// 2. <see cref="ComplexFft"/> transforms it.
/// 3. The real spectrum of n/2 + 1 bins is untangled from it. Forward is unnormalised; Inverse(Forward(x)) = x.
/// </remarks>
public sealed class RealFft
{
    private const int Lanes = 8;

    private readonly int _half;
    private readonly ComplexFft _complex;
    private readonly float[] _cos;
    private readonly float[] _sin;

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
        _complex = new ComplexFft(_half);
        _cos = new float[_half + 1];
        _sin = new float[_half + 1];
        for (var k = 0; k <= _half; k++)
        {
            (var sin, var cos) = Math.SinCos(-2 * Math.PI * k / size);
            _cos[k] = (float)cos;
            _sin[k] = (float)sin;
        }
    }

    /// <summary>Samples per transform.</summary>
    public int Size { get; }

    /// <summary>Bins per spectrum: Size / 2 + 1.</summary>
    public int Bins => _half + 1;

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

    /// <summary>Transforms <see cref="Size"/> samples into <see cref="Bins"/> bins, unnormalised.</summary>
    /// <param name="input"><see cref="Size"/> samples.</param>
    /// <param name="re">Receives <see cref="Bins"/> real parts.</param>
    /// <param name="im">Receives <see cref="Bins"/> imaginary parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> input, Span<float> re, Span<float> im)
    {
        Part(input[..Size], _complex.Re, _complex.Im);
        _complex.Transform();
        ReadOnlySpan<float> zr = _complex.Re, zi = _complex.Im;
        re = re[..Bins];
        im = im[..Bins];
        (re[0], im[0], re[_half], im[_half]) = (zr[0] + zi[0], 0, zr[0] - zi[0], 0);
        ref var cos = ref MemoryMarshal.GetArrayDataReference(_cos);
        ref var sin = ref MemoryMarshal.GetArrayDataReference(_sin);
        ref var a = ref MemoryMarshal.GetReference(zr);
        ref var b = ref MemoryMarshal.GetReference(zi);
        ref var x = ref MemoryMarshal.GetReference(re);
        ref var y = ref MemoryMarshal.GetReference(im);
        int k = 1, j = _half - 1;
        for (; k + Lanes - 1 < j - Lanes + 1; k += Lanes, j -= Lanes)
        {
            nuint up = (nuint)k, down = (nuint)(j - Lanes + 1);
            Vector256<float> ar = Up(ref a, up) * 0.5f, ai = Up(ref b, up) * 0.5f, br = Down(ref a, down) * 0.5f, bi = Down(ref b, down) * 0.5f;
            Vector256<float> er = ar + br, ei = ai - bi, or = ai + bi, oi = br - ar, c = Up(ref cos, up), s = Up(ref sin, up);
            Vector256<float> tr = or * c - oi * s, ti = or * s + oi * c;
            (er + tr).StoreUnsafe(ref x, up);
            (ei + ti).StoreUnsafe(ref y, up);
            Flip(er - tr).StoreUnsafe(ref x, down);
            Flip(ti - ei).StoreUnsafe(ref y, down);
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
        Span<float> zr = _complex.Im, zi = _complex.Re;
        re = re[..Bins];
        im = im[..Bins];
        var scale = 0.5f / _half;
        (zr[0], zi[0]) = (scale * (re[0] + re[_half]), scale * (re[0] - re[_half]));
        ref var cos = ref MemoryMarshal.GetArrayDataReference(_cos);
        ref var sin = ref MemoryMarshal.GetArrayDataReference(_sin);
        ref var a = ref MemoryMarshal.GetReference(re);
        ref var b = ref MemoryMarshal.GetReference(im);
        ref var x = ref MemoryMarshal.GetReference(zr);
        ref var y = ref MemoryMarshal.GetReference(zi);
        int k = 1, j = _half - 1;
        for (; k + Lanes - 1 < j - Lanes + 1; k += Lanes, j -= Lanes)
        {
            nuint up = (nuint)k, down = (nuint)(j - Lanes + 1);
            Vector256<float> ar = Up(ref a, up) * scale, ai = Up(ref b, up) * scale, br = Down(ref a, down) * scale, bi = Down(ref b, down) * scale;
            Vector256<float> er = ar + br, ei = ai - bi, dr = ar - br, di = ai + bi, c = Up(ref cos, up), s = Up(ref sin, up);
            Vector256<float> or = dr * c + di * s, oi = di * c - dr * s;
            (er - oi).StoreUnsafe(ref x, up);
            (ei + or).StoreUnsafe(ref y, up);
            Flip(er + oi).StoreUnsafe(ref x, down);
            Flip(or - ei).StoreUnsafe(ref y, down);
        }

        for (; k <= j; k++, j--)
        {
            float er = scale * (re[k] + re[j]), ei = scale * (im[k] - im[j]);
            float dr = scale * (re[k] - re[j]), di = scale * (im[k] + im[j]);
            float or = dr * _cos[k] + di * _sin[k], oi = di * _cos[k] - dr * _sin[k];
            zr[k] = er - oi;
            zi[k] = ei + or;
            zr[j] = er + oi;
            zi[j] = or - ei;
        }

        _complex.Transform();
        Join(_complex.Im, _complex.Re, output[..Size]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Up(ref float x, nuint first) => Vector256.LoadUnsafe(ref x, first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Down(ref float x, nuint first) => Flip(Vector256.LoadUnsafe(ref x, first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Flip(Vector256<float> x) => Vector256.Shuffle(x, Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0));

    /// <summary>Splits into the even and the odd elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Part(ReadOnlySpan<float> both, Span<float> even, Span<float> odd)
    {
        var i = 0;
        if (Avx2.IsSupported)
        {
            for (; i <= even.Length - Lanes; i += Lanes)
            {
                Vector256<float> low = Vector256.Create(both[(2 * i)..]), high = Vector256.Create(both[(2 * i + Lanes)..]);
                Order(Avx.Shuffle(low, high, 0x88)).CopyTo(even[i..]);
                Order(Avx.Shuffle(low, high, 0xDD)).CopyTo(odd[i..]);
            }
        }

        for (; i < even.Length; i++)
        {
            (even[i], odd[i]) = (both[2 * i], both[2 * i + 1]);
        }

        static Vector256<float> Order(Vector256<float> x) => Avx2.Permute4x64(x.AsDouble(), 0xD8).AsSingle();
    }

    /// <summary>Undoes <see cref="Part"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> both)
    {
        var i = 0;
        if (Avx.IsSupported)
        {
            for (; i <= even.Length - Lanes; i += Lanes)
            {
                Vector256<float> e = Vector256.Create(even[i..]), o = Vector256.Create(odd[i..]), low = Avx.UnpackLow(e, o), high = Avx.UnpackHigh(e, o);
                Avx.Permute2x128(low, high, 0x20).CopyTo(both[(2 * i)..]);
                Avx.Permute2x128(low, high, 0x31).CopyTo(both[(2 * i + Lanes)..]);
            }
        }

        for (; i < even.Length; i++)
        {
            (both[2 * i], both[2 * i + 1]) = (even[i], odd[i]);
        }
    }
}
