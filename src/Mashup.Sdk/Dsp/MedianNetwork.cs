using System.Numerics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Dsp;

/// <summary>Element-wise median of several rows of 16-bit integers, without branches. Immutable: one instance serves all threads.</summary>
/// <remarks>
/// 1. Merge exchange sorts any number of rows with a fixed list of compare-exchange pairs. D. Knuth, The Art of Computer Programming 3, §5.2.2, algorithm M.
/// 2. Walking the list backwards from the wanted rank drops each minimum or maximum that cannot reach it.
/// 3. What is left runs on vectors: as many medians at once as a vector has lanes. An even count gives the lower median.
/// </remarks>
internal sealed class MedianNetwork
{
    private const int Unroll = 4;
    private readonly Exchange[] _exchanges;

    public MedianNetwork(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _exchanges = Prune(MergeExchange(count), (count - 1) / 2);
    }

    private enum Kept
    {
        Both,
        Minimum,
        Maximum,
    }

    /// <summary>Elements that <see cref="Run"/> handles at a time: rows and output are multiples of it long.</summary>
    public static int Width => Unroll * Vector<short>.Count;

    /// <summary>Rows per median.</summary>
    public int Count { get; }

    /// <summary>Writes the median of <c>data[offsets[0] + i], data[offsets[1] + i], …</c> to <c>output[i]</c>.</summary>
    public void Run(ReadOnlySpan<short> data, ReadOnlySpan<int> offsets, Span<short> output)
    {
        Span<Vector<short>> rows = stackalloc Vector<short>[Count * Unroll];
        var middle = (Count - 1) / 2 * Unroll;
        for (var start = 0; start < output.Length; start += Width)
        {
            for (var row = 0; row < Count; row++)
            {
                MemoryMarshal.Cast<short, Vector<short>>(data.Slice(offsets[row] + start, Width)).CopyTo(rows[(row * Unroll)..]);
            }

            Sort(rows);
            rows.Slice(middle, Unroll).CopyTo(MemoryMarshal.Cast<short, Vector<short>>(output.Slice(start, Width)));
        }
    }

    private void Sort(Span<Vector<short>> rows)
    {
        foreach (var exchange in _exchanges)
        {
            Span<Vector<short>> low = rows.Slice(exchange.Low, Unroll), high = rows.Slice(exchange.High, Unroll);
            for (var i = 0; i < Unroll; i++)
            {
                var (a, b) = (low[i], high[i]);
                if (exchange.Kept != Kept.Maximum)
                {
                    low[i] = Vector.Min(a, b);
                }

                if (exchange.Kept != Kept.Minimum)
                {
                    high[i] = Vector.Max(a, b);
                }
            }
        }
    }

    private static List<(int Low, int High)> MergeExchange(int count)
    {
        var pairs = new List<(int, int)>();
        var top = (int)BitOperations.RoundUpToPowerOf2((uint)count) / 2;
        for (var p = top; p > 0; p /= 2)
        {
            int q = top, r = 0, distance = p;
            while (true)
            {
                for (var i = 0; i < count - distance; i++)
                {
                    if ((i & p) == r)
                    {
                        pairs.Add((i, i + distance));
                    }
                }

                if (q == p)
                {
                    break;
                }

                (distance, q, r) = (q - p, q / 2, p);
            }
        }

        return pairs;
    }

    private static Exchange[] Prune(List<(int Low, int High)> pairs, int rank)
    {
        var needed = new HashSet<int> { rank };
        var kept = new List<Exchange>();
        foreach (var (low, high) in Enumerable.Reverse(pairs))
        {
            bool min = needed.Contains(low), max = needed.Contains(high);
            if (min || max)
            {
                kept.Add(new(low * Unroll, high * Unroll, min && max ? Kept.Both : min ? Kept.Minimum : Kept.Maximum));
                needed.Add(low);
                needed.Add(high);
            }
        }

        kept.Reverse();
        return [.. kept];
    }

    private readonly record struct Exchange(int Low, int High, Kept Kept);
}
