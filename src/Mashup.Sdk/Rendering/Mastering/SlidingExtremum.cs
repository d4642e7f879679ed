using System.Numerics.Tensors;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Sliding maxima and minima: the dilations and erosions of mathematical morphology. Windows are cut off at the ends of the signal.</summary>
/// <remarks>
/// 1. The extremum of 2, 4, 8, … values from two of half as many, whole vectors at a time, up to the power of two next below the window's length.
/// 2. Two such windows, one at each end, cover the window (M. van Herk, Pattern Recognition Letters 13, 1992, does the same with blocks).
/// 3. In pieces that stay in the processor's cache.
/// </remarks>
internal static class SlidingExtremum
{
    private const int Piece = 8192;

    /// <summary>The maximum of each value and the <paramref name="length"/> next ones.</summary>
    public static float[] MaxAhead(float[] values, int length) => Ahead(values, length, TensorPrimitives.Max);

    /// <summary>The maximum of each value and the <paramref name="length"/> ones before it.</summary>
    public static float[] MaxBehind(float[] values, int length) => Behind(values, length, TensorPrimitives.Max);

    /// <summary>The minimum of each value and the <paramref name="length"/> next ones.</summary>
    public static float[] MinAhead(float[] values, int length) => Ahead(values, length, TensorPrimitives.Min);

    /// <summary>The minimum of each value and the <paramref name="length"/> ones before it.</summary>
    public static float[] MinBehind(float[] values, int length) => Behind(values, length, TensorPrimitives.Min);

    private delegate void Choice(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> chosen);

    private static float[] Ahead(float[] values, int length, Choice choose)
    {
        var result = new float[values.Length];
        float[] from = new float[Piece + length], to = new float[Piece + length];
        for (var start = 0; start < values.Length; start += Piece)
        {
            var count = Math.Min(Piece + length, values.Length - start);
            values.AsSpan(start, count).CopyTo(from);
            var covered = 1;
            for (; 2 * covered <= length + 1; covered *= 2)
            {
                Join(from, to, count, covered, choose);
                (from, to) = (to, from);
            }

            Join(from, to, count, length + 1 - covered, choose);
            to.AsSpan(0, Math.Min(Piece, count)).CopyTo(result.AsSpan(start));
        }

        return result;
    }

    // Each value with the one so far ahead; the last ones have none.
    private static void Join(float[] from, float[] to, int count, int distance, Choice choose)
    {
        var both = Math.Max(0, count - distance);
        choose(from.AsSpan(0, both), from.AsSpan(Math.Min(distance, count), both), to);
        from.AsSpan(both, count - both).CopyTo(to.AsSpan(both));
    }

    private static float[] Behind(float[] values, int length, Choice choose)
    {
        var ahead = Ahead(values, length, choose);
        var result = new float[values.Length];
        ahead.AsSpan(0, Math.Max(0, values.Length - length)).CopyTo(result.AsSpan(Math.Min(length, values.Length)));
        var head = result.AsSpan(0, Math.Min(length, values.Length));
        for (var i = 0; i < head.Length; i++)
        {
            choose(values.AsSpan(i, 1), i == 0 ? values.AsSpan(0, 1) : head.Slice(i - 1, 1), head[i..]);
        }

        return result;
    }
}
