using System.Numerics.Tensors;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Sliding maxima and minima: the dilations and erosions of mathematical morphology. Windows are cut off at the ends of the signal.</summary>
/// <remarks>
/// 1. The extremum of 2, 4, 8, … values from two of half as many, whole vectors at a time, up to the power of two next below the window's length.
/// 2. Two such windows, one at each end, cover the window (M. van Herk, Pattern Recognition Letters 13, 1992, does the same with blocks).
/// 3. In pieces that stay in the processor's cache.
/// Results are as long as the values and other memory than theirs.
/// </remarks>
internal static class SlidingExtremum
{
    private const int Piece = 8192;

    /// <summary>The maximum of each value and the <paramref name="length"/> next ones.</summary>
    public static void MaxAhead(ReadOnlySpan<float> values, int length, Span<float> result) => Ahead(values, length, result, TensorPrimitives.Max);

    /// <summary>The maximum of each value and the <paramref name="length"/> ones before it.</summary>
    public static void MaxBehind(ReadOnlySpan<float> values, int length, Span<float> result) => Behind(values, length, result, TensorPrimitives.Max);

    /// <summary>The minimum of each value and the <paramref name="length"/> next ones.</summary>
    public static void MinAhead(ReadOnlySpan<float> values, int length, Span<float> result) => Ahead(values, length, result, TensorPrimitives.Min);

    /// <summary>The minimum of each value and the <paramref name="length"/> ones before it.</summary>
    public static void MinBehind(ReadOnlySpan<float> values, int length, Span<float> result) => Behind(values, length, result, TensorPrimitives.Min);

    private delegate void Choice(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> chosen);

    // As many as the result has room for.
    private static void Ahead(ReadOnlySpan<float> values, int length, Span<float> result, Choice choose)
    {
        float[] from = new float[Piece + length], to = new float[Piece + length];
        for (var start = 0; start < result.Length; start += Piece)
        {
            var count = Math.Min(Piece + length, values.Length - start);
            values.Slice(start, count).CopyTo(from);
            var covered = 1;
            for (; 2 * covered <= length + 1; covered *= 2)
            {
                Join(from, to, count, covered, choose);
                (from, to) = (to, from);
            }

            Join(from, to, count, length + 1 - covered, choose);
            to.AsSpan(0, Math.Min(Piece, result.Length - start)).CopyTo(result[start..]);
        }
    }

    // Each value with the one so far ahead; the last ones have none.
    private static void Join(float[] from, float[] to, int count, int distance, Choice choose)
    {
        var both = Math.Max(0, count - distance);
        choose(from.AsSpan(0, both), from.AsSpan(Math.Min(distance, count), both), to);
        from.AsSpan(both, count - both).CopyTo(to.AsSpan(both));
    }

    // What lies ahead of a value lies behind the one at the other end; only the first ones have less behind them.
    private static void Behind(ReadOnlySpan<float> values, int length, Span<float> result, Choice choose)
    {
        var head = result[..Math.Min(length, values.Length)];
        Ahead(values, length, result[head.Length..], choose);
        for (var i = 0; i < head.Length; i++)
        {
            choose(values.Slice(i, 1), i == 0 ? values[..1] : head.Slice(i - 1, 1), head[i..]);
        }
    }
}
