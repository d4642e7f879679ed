using System.Numerics.Tensors;

namespace Mashup.Sdk.Gpu.Chunking;

/// <summary>Adds weighted chunks and hands out what no later chunk reaches, divided by the sum of the weights. Holds one chunk, however long the song.</summary>
internal sealed class Blender
{
    private readonly int _width;
    private readonly float[] _window;
    private readonly float[][] _rows;
    private readonly float[] _weights;
    private long _start;

    /// <summary>Makes an empty one.</summary>
    /// <param name="rows">Signals blended alike.</param>
    /// <param name="width">Numbers per sample or frame.</param>
    /// <param name="window">Weight of every place of a chunk.</param>
    /// <param name="start">Position of the first chunk.</param>
    public Blender(int rows, int width, float[] window, long start)
    {
        (_width, _window, _start) = (width, window, start);
        _rows = [.. Enumerable.Range(0, rows).Select(_ => new float[window.Length * width])];
        _weights = new float[window.Length];
    }

    /// <summary>Receives finished places: their position in the song, their number, and the rows, which begin with them.</summary>
    public delegate void Finished(long position, int count, IReadOnlyList<float[]> rows);

    /// <summary>Hands out everything before <paramref name="position"/>.</summary>
    public void Advance(long position, Finished finished)
    {
        var count = (int)Math.Min(position - _start, _weights.Length);
        if (count <= 0)
        {
            return;
        }

        var scale = new float[count];
        for (var i = 0; i < count; i++)
        {
            scale[i] = _weights[i] > 0 ? 1 / _weights[i] : 0;
        }

        Parallel.For(0, _rows.Length, r => Scale(_rows[r].AsSpan(0, count * _width), scale));
        finished(_start, count, _rows);
        Parallel.For(0, _rows.Length, r =>
        {
            var row = _rows[r].AsSpan();
            row[(count * _width)..].CopyTo(row);
            row[^(count * _width)..].Clear();
        });
        _weights.AsSpan(count).CopyTo(_weights);
        _weights.AsSpan(_weights.Length - count).Clear();
        _start = position;
    }

    /// <summary>Adds one row of a chunk; different rows may be added at once.</summary>
    public void Add(int row, Chunk chunk, ReadOnlySpan<float> values)
    {
        var target = _rows[row].AsSpan((int)(chunk.Position - _start) * _width, chunk.Count * _width);
        var source = values.Slice(chunk.Offset * _width, chunk.Count * _width);
        if (_width == 1)
        {
            TensorPrimitives.MultiplyAdd(source, _window.AsSpan(0, chunk.Count), target, target);
            return;
        }

        for (var i = 0; i < chunk.Count; i++)
        {
            var unit = target.Slice(i * _width, _width);
            TensorPrimitives.MultiplyAdd(source.Slice(i * _width, _width), _window[i], unit, unit);
        }
    }

    /// <summary>Counts a chunk's weights, once all its rows are added.</summary>
    public void Weigh(Chunk chunk)
    {
        var weights = _weights.AsSpan((int)(chunk.Position - _start), chunk.Count);
        TensorPrimitives.Add(weights, _window.AsSpan(0, chunk.Count), weights);
    }

    private void Scale(Span<float> values, ReadOnlySpan<float> scale)
    {
        if (_width == 1)
        {
            TensorPrimitives.Multiply(values, scale, values);
            return;
        }

        for (var i = 0; i < scale.Length; i++)
        {
            var unit = values.Slice(i * _width, _width);
            TensorPrimitives.Multiply(unit, scale[i], unit);
        }
    }
}
