using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Chunking;

/// <summary>Adds weighted chunks and hands out what no later chunk reaches. Holds one chunk, however long the song.</summary>
/// <remarks>
/// 1. A chunk's window is divided beforehand by the sum of the windows that meet at each of its places, so that what is added up is finished.
/// 2. Rows are rings: a place lies at its position modulo the chunk's length, and the first chunk to reach it overwrites what lay there.
/// </remarks>
internal sealed class Blender
{
    private readonly int _width;
    private readonly float[] _window;
    private readonly IReadOnlyList<Chunk> _chunks;
    private readonly float[][] _rows;
    private readonly float[] _weights;
    private Chunk _chunk;
    private long _start;
    private long _touched;

    /// <summary>Makes an empty one.</summary>
    /// <param name="rows">Signals blended alike.</param>
    /// <param name="width">Numbers per sample or frame.</param>
    /// <param name="window">Weight of every place of a chunk.</param>
    /// <param name="chunks">All chunks of the song, in order.</param>
    public Blender(int rows, int width, float[] window, IReadOnlyList<Chunk> chunks)
    {
        (_width, _window, _chunks) = (width, window, chunks);
        _rows = [.. Enumerable.Range(0, rows).Select(_ => new float[window.Length * width])];
        _weights = new float[window.Length];
        _chunk = chunks[0] with { Count = 0 };
        _start = _touched = _chunk.Position;
    }

    /// <summary>Receives finished places: their position in the song, their number, and where in the rows they begin.</summary>
    public delegate void Finished(long position, int count, int first, IReadOnlyList<float[]> rows);

    /// <summary>Hands out everything before a chunk, and takes that chunk in next.</summary>
    public void Begin(Chunk chunk, Finished finished)
    {
        Advance(chunk.Position, finished);
        _chunk = chunk;
        Weigh(chunk);
    }

    /// <summary>Adds one row of the chunk; different rows may be added at once.</summary>
    public void Add(int row, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < _chunk.Count;)
        {
            var place = _chunk.Position + i;
            var isFresh = place >= _touched;
            var count = Piece(place, isFresh ? _chunk.Position + _chunk.Count : Math.Min(_touched, _chunk.Position + _chunk.Count));
            Blend(values.Slice((_chunk.Offset + i) * _width, count * _width), _weights.AsSpan(i, count), _rows[row].AsSpan(At(place) * _width, count * _width), isFresh);
            i += count;
        }
    }

    /// <summary>Hands out everything before <paramref name="position"/>.</summary>
    public void Advance(long position, Finished finished)
    {
        _touched = Math.Max(_touched, _chunk.Position + _chunk.Count);
        while (_start < Math.Min(position, _touched))
        {
            var count = Piece(_start, Math.Min(position, _touched));
            finished(_start, count, At(_start), _rows);
            _start += count;
        }
    }

    private int At(long place) => (int)((place % _window.Length + _window.Length) % _window.Length);

    /// <summary>How many places from one on lie side by side in the ring.</summary>
    private int Piece(long place, long end) => (int)Math.Min(end - place, _window.Length - At(place));

    /// <summary>A chunk's window over the sum of all windows.</summary>
    private void Weigh(Chunk chunk)
    {
        Array.Clear(_weights);
        foreach (var other in _chunks.SkipWhile(c => c.Position + c.Count <= chunk.Position).TakeWhile(c => c.Position < chunk.Position + chunk.Count))
        {
            var first = Math.Max(chunk.Position, other.Position);
            var last = Math.Min(chunk.Position + chunk.Count, other.Position + other.Count);
            for (var place = first; place < last; place++)
            {
                _weights[place - chunk.Position] += _window[place - other.Position];
            }
        }

        for (var i = 0; i < chunk.Count; i++)
        {
            _weights[i] = _weights[i] > 0 ? _window[i] / _weights[i] : 0;
        }
    }

    private void Blend(ReadOnlySpan<float> values, ReadOnlySpan<float> weights, Span<float> target, bool isFresh)
    {
        if (_width == 1)
        {
            if (isFresh)
            {
                Kernels.Multiply(values, weights, target);
            }
            else
            {
                Kernels.AddProduct(values, weights, target);
            }

            return;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var unit = values.Slice(i * _width, _width);
            var to = target.Slice(i * _width, _width);
            if (isFresh)
            {
                Kernels.Multiply(unit, weights[i], to);
            }
            else
            {
                Kernels.AddProduct(unit, weights[i], to);
            }
        }
    }
}
