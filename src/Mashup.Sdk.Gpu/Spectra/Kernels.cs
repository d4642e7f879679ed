using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>The loops that every sample passes through. Each is one pass, and compiled with full effort at its first call: a first song takes no longer than the next.</summary>
internal static class Kernels
{
    private static readonly int Lanes = Vector<float>.Count;

    /// <summary>target = a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target)
    {
        ref var x = ref First(a);
        ref var y = ref First(b[..a.Length]);
        ref var z = ref First(target[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            (At(ref x, i) * At(ref y, i)).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            target[i] = a[i] * b[i];
        }
    }

    /// <summary>target = a · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> a, float factor, Span<float> target)
    {
        ref var x = ref First(a);
        ref var z = ref First(target[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            (At(ref x, i) * factor).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            target[i] = a[i] * factor;
        }
    }

    /// <summary>Both parts of a spectrum times real factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> re, ReadOnlySpan<float> im, ReadOnlySpan<float> factors, Span<float> targetRe, Span<float> targetIm)
    {
        ref var x = ref First(re);
        ref var y = ref First(im[..re.Length]);
        ref var z = ref First(factors[..re.Length]);
        ref var u = ref First(targetRe[..re.Length]);
        ref var v = ref First(targetIm[..re.Length]);
        var i = 0;
        for (; i <= re.Length - Lanes; i += Lanes)
        {
            var factor = At(ref z, i);
            (At(ref x, i) * factor).StoreUnsafe(ref u, (nuint)i);
            (At(ref y, i) * factor).StoreUnsafe(ref v, (nuint)i);
        }

        for (; i < re.Length; i++)
        {
            targetRe[i] = re[i] * factors[i];
            targetIm[i] = im[i] * factors[i];
        }
    }

    /// <summary>target = target + a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target)
    {
        ref var x = ref First(a);
        ref var y = ref First(b[..a.Length]);
        ref var z = ref First(target[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            (At(ref z, i) + At(ref x, i) * At(ref y, i)).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            target[i] += a[i] * b[i];
        }
    }

    /// <summary>target = target + a · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(ReadOnlySpan<float> a, float factor, Span<float> target)
    {
        ref var x = ref First(a);
        ref var z = ref First(target[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            (At(ref z, i) + At(ref x, i) * factor).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            target[i] += a[i] * factor;
        }
    }

    /// <summary>sum[i] = sum[i + shift] + a[i] · b[i], with zeros beyond the end: a windowed frame added to what the frames before it left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ShiftAndAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int shift, Span<float> sum)
    {
        ref var x = ref First(a[..sum.Length]);
        ref var y = ref First(b[..sum.Length]);
        ref var z = ref First(sum);
        var kept = sum[shift..].Length;
        var i = 0;
        for (; i <= kept - Lanes; i += Lanes)
        {
            (At(ref z, i + shift) + At(ref x, i) * At(ref y, i)).StoreUnsafe(ref z, (nuint)i);
        }

        for (; i < kept; i++)
        {
            sum[i] = sum[i + shift] + a[i] * b[i];
        }

        Multiply(a[kept..sum.Length], b[kept..sum.Length], sum[kept..]);
    }

    private static ref float First(ReadOnlySpan<float> values) => ref MemoryMarshal.GetReference(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> At(ref float first, int index) => Vector.LoadUnsafe(ref first, (nuint)index);
}
