using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Which bin of the transform lies at which place of the graph's bin axis.</summary>
internal sealed class BinMap
{
    private readonly int[] _bins;
    private readonly float[]? _scale;

    public BinMap(StftContract stft)
    {
        _bins = stft.Gather is { } gather ? [.. gather] : [.. Enumerable.Range(0, stft.SeenBins())];
        var counts = _bins.CountBy(b => b).ToDictionary();
        Seen = _bins.Max() + 1;
        if (counts.Values.Any(c => c > 1))
        {
            _scale = [.. Enumerable.Range(0, stft.AllBins()).Select(b => 1f / Math.Max(1, counts.GetValueOrDefault(b)))];
        }
    }

    /// <summary>Places on the graph's axis.</summary>
    public int Count => _bins.Length;

    /// <summary>One more than the highest bin that the graph sees.</summary>
    public int Seen { get; }

    public int this[int place] => _bins[place];

    /// <summary>Divides the sum of bins that are there more than once by their number.</summary>
    public void Average(Span<float> rows, int rowLength, int frames)
    {
        if (_scale is not null)
        {
            for (var f = 0; f < frames; f++)
            {
                var row = rows.Slice(f * rowLength, rowLength);
                TensorPrimitives.Multiply(row, _scale.AsSpan(0, rowLength), row);
            }
        }
    }
}
