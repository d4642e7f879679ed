using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>Copies one plane (one chunk, stem, channel and part) between a tensor and rows of frames, or samples.</summary>
internal static class TensorPlane
{
    private const int Tile = 16;

    /// <summary>Writes frames: row f holds the bins of frame f.</summary>
    public static void WriteFrames(ReadOnlySpan<float> rows, int rowLength, Span<float> tensor, TensorLayout layout, BinMap map)
    {
        int frames = layout.Size(TensorLayout.Axis.Frame), frameStride = layout.Stride(TensorLayout.Axis.Frame), binStride = layout.Stride(TensorLayout.Axis.Bin);
        for (var first = 0; first < map.Count; first += Tile)
        {
            var end = Math.Min(first + Tile, map.Count);
            for (var f = 0; f < frames; f++)
            {
                var row = rows.Slice(f * rowLength, rowLength);
                var at = f * frameStride;
                for (var b = first; b < end; b++)
                {
                    tensor[at + b * binStride] = row[map[b]];
                }
            }
        }
    }

    /// <summary>Reads frames; bins that the graph does not see become 0, bins that it sees more than once their mean.</summary>
    public static void ReadFrames(ReadOnlySpan<float> tensor, TensorLayout layout, Span<float> rows, int rowLength, BinMap map)
    {
        int frames = layout.Size(TensorLayout.Axis.Frame), frameStride = layout.Stride(TensorLayout.Axis.Frame), binStride = layout.Stride(TensorLayout.Axis.Bin);
        rows[..(frames * rowLength)].Clear();
        for (var first = 0; first < map.Count; first += Tile)
        {
            var end = Math.Min(first + Tile, map.Count);
            for (var f = 0; f < frames; f++)
            {
                var row = rows.Slice(f * rowLength, rowLength);
                var at = f * frameStride;
                for (var b = first; b < end; b++)
                {
                    row[map[b]] += tensor[at + b * binStride];
                }
            }
        }

        map.Average(rows, rowLength, frames);
    }

    public static void WriteSamples(ReadOnlySpan<float> samples, Span<float> tensor, TensorLayout layout)
    {
        var stride = layout.Stride(TensorLayout.Axis.Sample);
        if (stride == 1)
        {
            samples.CopyTo(tensor);
            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            tensor[i * stride] = samples[i];
        }
    }

    /// <summary>Adds samples.</summary>
    public static void AddSamples(ReadOnlySpan<float> tensor, TensorLayout layout, Span<float> samples)
    {
        var stride = layout.Stride(TensorLayout.Axis.Sample);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += tensor[i * stride];
        }
    }
}
