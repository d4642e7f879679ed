using System.Numerics.Tensors;

namespace Mashup.Sdk.Separation;

/// <summary>What is kept of a song's latest frames, in constant memory: magnitudes, descriptions and levels.</summary>
internal sealed class SongFrames(SpectrogramLayout layout, MaskBands bands, int capacity)
{
    private readonly float[] _widths = [.. Enumerable.Range(0, bands.Width).Select(b => b < bands.Count ? 1f / (bands.Edges[b + 1] - bands.Edges[b]) : 0)];

    /// <summary>Magnitude per band.</summary>
    public MagnitudeRing Magnitudes { get; } = new(layout, bands, capacity);

    /// <summary>Descriptions that find similar frames.</summary>
    public FrameDescriptions Descriptions { get; } = new(layout, capacity);

    /// <summary>Levels of frames as a whole.</summary>
    public FrameLevels Levels { get; } = new(layout, capacity);

    /// <summary>Keeps a frame: the power of its bins, and the product of its channels' magnitudes in phase (the power itself for mono).</summary>
    public void Write(int frame, ReadOnlySpan<float> power, ReadOnlySpan<float> common)
    {
        Descriptions.Write(frame, power);
        Levels.Write(frame, power, common);
        Span<float> mean = stackalloc float[_widths.Length];
        bands.Sum(power, mean);
        TensorPrimitives.Multiply(mean, _widths, mean);
        Magnitudes.Write(frame, mean);
    }
}
