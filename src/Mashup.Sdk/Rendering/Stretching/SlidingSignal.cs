namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>The part of a long signal that is needed at a time, in one piece: grows at its end, is dropped at its beginning.</summary>
internal sealed class SlidingSignal
{
    private readonly float[][] _samples;
    private int _first;
    private int _count;

    public SlidingSignal(int channels)
    {
        _samples = new float[channels][];
        Array.Fill(_samples, []);
    }

    /// <summary>Number of channels.</summary>
    public int ChannelCount => _samples.Length;

    /// <summary>Position of the first sample that is kept.</summary>
    public long Start { get; private set; }

    /// <summary>Position after the last one.</summary>
    public long End => Start + _count;

    /// <summary>What is kept of a channel, from <see cref="Start"/> to <see cref="End"/>.</summary>
    public Span<float> Channel(int index) => _samples[index].AsSpan(_first, _count);

    /// <summary>Appends silence.</summary>
    public void Extend(int count)
    {
        MakeRoom(count);
        _count += count;
        foreach (var channel in _samples)
        {
            channel.AsSpan(_first + _count - count, count).Clear();
        }
    }

    /// <summary>Drops what lies before a position.</summary>
    public void DropBefore(long position)
    {
        var dropped = (int)Math.Clamp(position - Start, 0, _count);
        (Start, _first, _count) = (Start + dropped, _first + dropped, _count - dropped);
    }

    private void MakeRoom(int count)
    {
        if (_first + _count + count <= _samples[0].Length)
        {
            return;
        }

        // Twice what is needed: each sample is moved about once.
        var capacity = 2 * (_count + count) <= _samples[0].Length ? _samples[0].Length : 2 * (_count + count);
        for (var c = 0; c < _samples.Length; c++)
        {
            var target = capacity == _samples[c].Length ? _samples[c] : new float[capacity];
            _samples[c].AsSpan(_first, _count).CopyTo(target);
            _samples[c] = target;
        }

        _first = 0;
    }
}
