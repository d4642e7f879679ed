using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mashup.Sdk.Dsp;

/// <summary>Eight vectors of eight, rows for columns.</summary>
internal static class SquareTranspose
{
    /// <summary>Numbers in a row and in a column.</summary>
    public const int Lanes = 8;

    /// <summary>Reads eight rows that lie a distance apart and stores their columns behind each other.</summary>
    /// <param name="input">The first row's first number.</param>
    /// <param name="distance">Numbers from row to row.</param>
    /// <param name="output">Receives 64 numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather(ref float input, int distance, ref float output)
    {
        var d = (nuint)distance;
        Store(
            Vector256.LoadUnsafe(ref input),
            Vector256.LoadUnsafe(ref input, d),
            Vector256.LoadUnsafe(ref input, 2 * d),
            Vector256.LoadUnsafe(ref input, 3 * d),
            Vector256.LoadUnsafe(ref input, 4 * d),
            Vector256.LoadUnsafe(ref input, 5 * d),
            Vector256.LoadUnsafe(ref input, 6 * d),
            Vector256.LoadUnsafe(ref input, 7 * d),
            ref output);
    }

    /// <summary>Stores the columns of eight rows behind each other, 64 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h, ref float output)
    {
        if (!Avx.IsSupported)
        {
            for (var i = 0; i < Lanes; i++)
            {
                Vector256.Create(a[i], b[i], c[i], d[i], e[i], f[i], g[i], h[i]).StoreUnsafe(ref output, (nuint)(i * Lanes));
            }

            return;
        }

        const byte low = 0x44, high = 0xEE, front = 0x20, back = 0x31;
        Vector256<float> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d), ef = Avx.UnpackLow(e, f), gh = Avx.UnpackLow(g, h);
        Vector256<float> abcd0 = Avx.Shuffle(ab, cd, low), abcd1 = Avx.Shuffle(ab, cd, high), efgh0 = Avx.Shuffle(ef, gh, low), efgh1 = Avx.Shuffle(ef, gh, high);
        Avx.Permute2x128(abcd0, efgh0, front).StoreUnsafe(ref output);
        Avx.Permute2x128(abcd1, efgh1, front).StoreUnsafe(ref output, Lanes);
        Avx.Permute2x128(abcd0, efgh0, back).StoreUnsafe(ref output, 4 * Lanes);
        Avx.Permute2x128(abcd1, efgh1, back).StoreUnsafe(ref output, 5 * Lanes);
        (ab, cd, ef, gh) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d), Avx.UnpackHigh(e, f), Avx.UnpackHigh(g, h));
        (abcd0, abcd1, efgh0, efgh1) = (Avx.Shuffle(ab, cd, low), Avx.Shuffle(ab, cd, high), Avx.Shuffle(ef, gh, low), Avx.Shuffle(ef, gh, high));
        Avx.Permute2x128(abcd0, efgh0, front).StoreUnsafe(ref output, 2 * Lanes);
        Avx.Permute2x128(abcd1, efgh1, front).StoreUnsafe(ref output, 3 * Lanes);
        Avx.Permute2x128(abcd0, efgh0, back).StoreUnsafe(ref output, 6 * Lanes);
        Avx.Permute2x128(abcd1, efgh1, back).StoreUnsafe(ref output, 7 * Lanes);
    }
}
