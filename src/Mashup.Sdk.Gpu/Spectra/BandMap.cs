using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Merges bins into bands and spreads shares of bands over bins; shares that sum to 1 in every band do so in every bin.</summary>
/// <remarks>
/// 1. The lowest bands are single bins; from there the distance of band centres grows geometrically up to the highest bin.
/// 2. A bin between two centres belongs to both, linearly: a band is the weighted mean of its bins, and a bin's share the weighted mean of its bands'.
/// </remarks>
internal sealed class BandMap
{
    private readonly int[] _starts;
    private readonly float[] _fraction;
    private readonly float[] _scale;

    public BandMap(BandContract bands, int bins)
    {
        Count = Math.Min(bands.Count, bins);
        var centres = Centres(Count, Math.Min(bands.Single, Count), bins);
        _fraction = new float[bins];
        _scale = new float[Count];
        // Bins from one start to the next lie between a band's centre and that of the next.
        _starts = new int[Math.Max(1, Count - 1) + 1];
        _starts[^1] = bins;
        for (int bin = 0, band = 0; bin < bins; bin++)
        {
            while (band + 2 < Count && bin >= centres[band + 1])
            {
                _starts[++band] = bin;
            }

            _fraction[bin] = Count == 1 ? 0 : (float)Math.Clamp((bin - centres[band]) / (centres[band + 1] - centres[band]), 0, 1);
            _scale[band] += 1 - _fraction[bin];
            _scale[Math.Min(band + 1, Count - 1)] += _fraction[bin];
        }

        for (var band = 0; band < Count; band++)
        {
            _scale[band] = _scale[band] > 0 ? 1 / _scale[band] : 0;
        }
    }

    public int Count { get; }

    /// <summary>Weighted mean of every band's bins.</summary>
    public void Merge(ReadOnlySpan<float> bins, Span<float> bands)
    {
        var carried = 0f;
        for (var band = 0; band < _starts.Length - 1; band++)
        {
            float low = carried, high = 0;
            var values = bins[_starts[band].._starts[band + 1]];
            var fractions = _fraction.AsSpan(_starts[band], values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                var upper = values[i] * fractions[i];
                (low, high) = (low + (values[i] - upper), high + upper);
            }

            (bands[band], carried) = (low, high);
        }

        if (Count > 1)
        {
            bands[Count - 1] = carried;
        }

        TensorPrimitives.Multiply(bands, _scale, bands);
    }

    /// <summary>Weighted mean of every bin's bands.</summary>
    public void Spread(ReadOnlySpan<float> bands, Span<float> bins)
    {
        for (var band = 0; band < _starts.Length - 1; band++)
        {
            var values = bins[_starts[band].._starts[band + 1]];
            var fractions = _fraction.AsSpan(_starts[band], values.Length);
            float low = bands[band], step = bands[Math.Min(band + 1, Count - 1)] - low;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = low + fractions[i] * step;
            }
        }
    }

    private static double[] Centres(int count, int single, int bins)
    {
        int steps = count - Math.Max(1, single), distance = bins - Math.Max(1, single);
        double low = 1, high = 4;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Reach(middle, steps) < distance ? (middle, high) : (low, middle);
        }

        var centres = new double[count];
        for (var band = 0; band < count; band++)
        {
            centres[band] = band < Math.Max(1, single) ? band : Math.Max(1, single) - 1 + Reach(low, band - Math.Max(1, single) + 1);
        }

        return centres;
    }

    /// <summary>Sum of the first distances r, r², r³, …</summary>
    private static double Reach(double ratio, int steps) => Enumerable.Range(1, steps).Sum(i => Math.Pow(ratio, i));
}
