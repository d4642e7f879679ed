namespace Mashup.Sdk.Separation;

/// <summary>The latest magnitude frames of a song, as stored by <see cref="LogMagnitude"/>, in constant memory.</summary>
internal sealed class MagnitudeRing
{
    /// <summary>How far beyond its first and last band a row may be read: its mirror image lies there.</summary>
    public const int Margin = 32;

    private readonly int _frames;
    private readonly int _bands;
    private readonly int _width;
    private readonly short[] _rows;
    private readonly int _stride;

    public MagnitudeRing(SpectrogramLayout layout, MaskBands bands, int capacity)
    {
        (_frames, _bands, _width, Capacity) = (layout.Frames, bands.Count, bands.Width, capacity);
        _stride = bands.Width + 2 * Margin;
        _rows = new short[(long)capacity * _stride];
    }

    /// <summary>Frames held; frame f lies at f modulo Capacity.</summary>
    public int Capacity { get; }

    /// <summary>All rows, for <see cref="Offset"/>.</summary>
    public ReadOnlySpan<short> Rows => _rows;

    /// <summary>A frame's magnitudes, one per band.</summary>
    public ReadOnlySpan<short> Row(int frame) => _rows.AsSpan(Offset(frame), _width);

    /// <summary>Where band 0 of a frame lies in <see cref="Rows"/>; frames outside the song are its mirror image.</summary>
    public int Offset(int frame)
    {
        var last = _frames - 1;
        frame = frame < 0 ? -1 - frame : frame > last ? 2 * last + 1 - frame : frame;
        return Math.Clamp(frame, 0, last) % Capacity * _stride + Margin;
    }

    /// <summary>Stores the power of one frame's bands.</summary>
    public void Write(int frame, ReadOnlySpan<float> power)
    {
        var row = _rows.AsSpan(Offset(frame) - Margin, _stride);
        LogMagnitude.Compress(power, row.Slice(Margin, _width));
        for (var i = 1; i <= Margin; i++)
        {
            row[Margin - i] = row[Margin + Math.Min(i, _bands) - 1];
            row[Margin + _bands - 1 + i] = row[Margin + Math.Max(0, _bands - i)];
        }
    }
}
