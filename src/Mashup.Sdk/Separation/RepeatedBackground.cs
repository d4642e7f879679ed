using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>What of a frame comes back elsewhere in the song: the accompaniment repeats, the voice over it rarely does. One instance per thread.</summary>
/// <remarks>
/// 1. Cosine similarity of the frame's description with those of all frames within a minute.
/// 2. The most similar frames, greedily, each at least 0.8 s from those already taken.
/// 3. The median of their magnitudes, bin by bin.
/// Z. Rafii, B. Pardo, Music/Voice Separation Using the Similarity Matrix, ISMIR 2012 (REPET-SIM).
/// </remarks>
internal sealed class RepeatedBackground
{
    /// <summary>How far to look for repetitions.</summary>
    public const double SearchSeconds = 60;

    /// <summary>Frames handled together.</summary>
    public const int Queries = 4;

    private const int Neighbours = 25;
    private const int Chunk = 64;
    private const double ApartSeconds = 0.8;

    private readonly SongFrames _frames;
    private readonly SpectrogramLayout _layout;
    private readonly MedianNetwork[] _medians;
    private readonly int _reach;
    private readonly int _apart;
    private readonly int[] _offsets = new int[Neighbours];
    private readonly float[] _queries = new float[Queries * FrameDescriptions.Bands];
    private readonly float[] _similarity;
    private readonly float[] _peaks;

    public RepeatedBackground(SpectrogramLayout layout, SongFrames frames, MedianNetwork[] medians)
    {
        (_layout, _frames, _medians) = (layout, frames, medians);
        _reach = layout.FramesIn(SearchSeconds);
        _apart = layout.FramesIn(ApartSeconds);
        _similarity = new float[Queries * frames.Descriptions.Capacity];
        _peaks = new float[frames.Descriptions.Capacity / Chunk + 1];
    }

    /// <summary>A median for each number of neighbours that can be found, to share between threads.</summary>
    public static MedianNetwork[] Medians() => [.. Enumerable.Range(1, Neighbours).Select(n => new MedianNetwork(n))];

    /// <summary>
    /// Writes the repeating magnitudes of the frames from <paramref name="first"/> on, one row of stored magnitudes per frame, and how alike the frames
    /// are that they come from (0 to 1).
    /// </summary>
    public void Find(int first, int count, Span<short> output, Span<float> alike)
    {
        var width = output.Length / Queries;
        int low = Math.Max(0, first - _reach), high = Math.Min(_layout.Frames, first + count + _reach);
        Compare(first, count, low, high);
        for (var i = 0; i < count; i++)
        {
            var found = Select(_similarity.AsSpan(i * _frames.Descriptions.Capacity, high - low), low, out alike[i]);
            _medians[found - 1].Run(_frames.Magnitudes.Rows, _offsets.AsSpan(0, found), output.Slice(i * width, width));
        }
    }

    private void Compare(int first, int count, int low, int high)
    {
        for (var i = 0; i < Queries; i++)
        {
            var slot = (first + Math.Min(i, count - 1)) % _frames.Descriptions.Capacity;
            var start = slot / FrameDescriptions.Group * FrameDescriptions.Bands * FrameDescriptions.Group + slot % FrameDescriptions.Group;
            for (var band = 0; band < FrameDescriptions.Bands; band++)
            {
                _queries[band * Queries + i] = _frames.Descriptions.Values[start + band * FrameDescriptions.Group];
            }
        }

        Span<float> products = stackalloc float[Queries * FrameDescriptions.Group];
        for (var frame = low / FrameDescriptions.Group * FrameDescriptions.Group; frame < high; frame += FrameDescriptions.Group)
        {
            Multiply(_frames.Descriptions.Values.AsSpan(frame % _frames.Descriptions.Capacity * FrameDescriptions.Bands, FrameDescriptions.Bands * FrameDescriptions.Group), products);
            int from = Math.Max(frame, low), to = Math.Min(frame + FrameDescriptions.Group, high);
            for (var i = 0; i < Queries; i++)
            {
                products.Slice(i * FrameDescriptions.Group + from - frame, to - from).CopyTo(_similarity.AsSpan(i * _frames.Descriptions.Capacity + from - low));
            }
        }
    }

    /// <summary>Four queries by one group of frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(ReadOnlySpan<float> group, Span<float> products)
    {
        ReadOnlySpan<float> queries = _queries;
        var width = Vector<float>.Count;
        for (var column = 0; column < FrameDescriptions.Group; column += width)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            for (var band = 0; band < FrameDescriptions.Bands; band++)
            {
                var x = new Vector<float>(group[(band * FrameDescriptions.Group + column)..]);
                var q = queries.Slice(band * Queries, Queries);
                a = Vector.FusedMultiplyAdd(new Vector<float>(q[0]), x, a);
                b = Vector.FusedMultiplyAdd(new Vector<float>(q[1]), x, b);
                c = Vector.FusedMultiplyAdd(new Vector<float>(q[2]), x, c);
                d = Vector.FusedMultiplyAdd(new Vector<float>(q[3]), x, d);
            }

            a.CopyTo(products[column..]);
            b.CopyTo(products[(FrameDescriptions.Group + column)..]);
            c.CopyTo(products[(2 * FrameDescriptions.Group + column)..]);
            d.CopyTo(products[(3 * FrameDescriptions.Group + column)..]);
        }
    }

    private int Select(Span<float> similarity, int low, out float alike)
    {
        var sum = 0f;
        var peaks = _peaks.AsSpan(0, (similarity.Length + Chunk - 1) / Chunk);
        Survey(similarity, peaks, 0, peaks.Length);
        var found = 0;
        while (found < Neighbours)
        {
            var chunk = TensorPrimitives.IndexOfMax<float>(peaks);
            if (peaks[chunk] < 0 && found > 0)
            {
                break;
            }

            var best = chunk * Chunk + TensorPrimitives.IndexOfMax<float>(similarity.Slice(chunk * Chunk, Math.Min(Chunk, similarity.Length - chunk * Chunk)));
            sum += similarity[best];
            _offsets[found++] = _frames.Magnitudes.Offset(low + best);
            int from = Math.Max(0, best - _apart + 1), to = Math.Min(similarity.Length, best + _apart);
            similarity[from..to].Fill(-1);
            Survey(similarity, peaks, from / Chunk, (to + Chunk - 1) / Chunk);
        }

        alike = sum / found;
        return found;
    }

    /// <summary>Keeps the greatest similarity of each chunk, so that the next best is found without reading them all.</summary>
    private static void Survey(ReadOnlySpan<float> similarity, Span<float> peaks, int from, int to)
    {
        for (var chunk = from; chunk < to; chunk++)
        {
            peaks[chunk] = TensorPrimitives.Max(similarity.Slice(chunk * Chunk, Math.Min(Chunk, similarity.Length - chunk * Chunk)));
        }
    }
}
