using System.Numerics;
using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort(Span<Vector<short>> rows)
    {
        // Indices come from the network itself, all below Count · Unroll: bounds checks would cost as much as the work.
        ref var first = ref MemoryMarshal.GetReference(rows);
        foreach (var exchange in _exchanges)
        {
            ref var low = ref Unsafe.Add(ref first, exchange.Low);
            ref var high = ref Unsafe.Add(ref first, exchange.High);
            Vector<short> a0 = low, a1 = Unsafe.Add(ref low, 1), a2 = Unsafe.Add(ref low, 2), a3 = Unsafe.Add(ref low, 3);
            Vector<short> b0 = high, b1 = Unsafe.Add(ref high, 1), b2 = Unsafe.Add(ref high, 2), b3 = Unsafe.Add(ref high, 3);
            if (exchange.Kept != Kept.Maximum)
            {
                low = Vector.Min(a0, b0);
                Unsafe.Add(ref low, 1) = Vector.Min(a1, b1);
                Unsafe.Add(ref low, 2) = Vector.Min(a2, b2);
                Unsafe.Add(ref low, 3) = Vector.Min(a3, b3);
            }

            if (exchange.Kept != Kept.Minimum)
            {
                high = Vector.Max(a0, b0);
                Unsafe.Add(ref high, 1) = Vector.Max(a1, b1);
                Unsafe.Add(ref high, 2) = Vector.Max(a2, b2);
                Unsafe.Add(ref high, 3) = Vector.Max(a3, b3);
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
