using System.Numerics;
using System.Runtime.CompilerServices;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Merges bins into bands and spreads shares of bands over bins; shares that sum to 1 in every band do so in every bin.</summary>
/// <remarks>
/// 1. The lowest bands are single bins; from there the distance of band centres grows geometrically up to the highest bin.
/// 2. A bin between two centres belongs to both, linearly: a band is the weighted mean of its bins, and a bin's share the weighted mean of its bands'.
/// </remarks>
internal sealed class BandMap
{
    private static readonly int Lanes = Vector<float>.Count;

    private readonly int _single;
    private readonly Segment[] _segments;
    private readonly float[] _lower;
    private readonly float[] _upper;
    private readonly float[] _scale;

    public BandMap(BandContract bands, int bins)
    {
        Count = Math.Min(bands.Count, bins);
        _single = Math.Clamp(bands.Single, 1, Math.Max(1, Count - 1));
        var centres = Centres(Count, _single, bins);
        var segments = new List<Segment>();
        for (int band = _single - 1, start = _single, weights = 0; band < Count - 1; band++)
        {
            var end = band == Count - 2 ? bins : Math.Max(start, (int)Math.Ceiling(centres[band + 1]));
            segments.Add(new Segment(start, end - start, weights));
            weights += (end - start + Lanes - 1) / Lanes * Lanes;
            start = end;
        }

        _segments = [.. segments];
        _lower = new float[_segments.Sum(s => (s.Count + Lanes - 1) / Lanes * Lanes)];
        _upper = new float[_lower.Length];
        _scale = new float[Count];
        _scale.AsSpan(0, _single).Fill(1);
        foreach (var (index, segment) in _segments.Index())
        {
            var band = _single - 1 + index;
            for (var i = 0; i < segment.Count; i++)
            {
                var fraction = (float)Math.Clamp((segment.Start + i - centres[band]) / (centres[band + 1] - centres[band]), 0, 1);
                (_lower[segment.Weights + i], _upper[segment.Weights + i]) = (1 - fraction, fraction);
                _scale[band] += 1 - fraction;
                _scale[band + 1] += fraction;
            }
        }

        for (var band = 0; band < Count; band++)
        {
            _scale[band] = _scale[band] > 0 ? 1 / _scale[band] : 0;
        }
    }

    public int Count { get; }

    /// <summary>How many numbers rows of bins must have beyond their last: vectors reach over the ends of bands.</summary>
    public static int Margin => Lanes;

    /// <summary>Weighted mean of every band's bins.</summary>
    /// <param name="bins">A row of bins, and a margin of finite numbers.</param>
    /// <param name="bands">Receives the bands.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(ReadOnlySpan<float> bins, Span<float> bands)
    {
        bins[.._single].CopyTo(bands);
        var band = _single - 1;
        foreach (var segment in _segments)
        {
            Vector<float> low = default, high = default;
            for (var i = 0; i < segment.Count; i += Lanes)
            {
                var values = new Vector<float>(bins[(segment.Start + i)..]);
                low += values * new Vector<float>(_lower, segment.Weights + i);
                high += values * new Vector<float>(_upper, segment.Weights + i);
            }

            bands[band++] += Vector.Sum(low);
            bands[band] = Vector.Sum(high);
        }

        Kernels.Multiply(bands, _scale, bands);
    }

    /// <summary>Weighted mean of every bin's bands.</summary>
    /// <param name="bands">The bands.</param>
    /// <param name="bins">Receives a row of bins, and anything in its margin.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Spread(ReadOnlySpan<float> bands, Span<float> bins)
    {
        bands[.._single].CopyTo(bins);
        var band = _single - 1;
        foreach (var segment in _segments)
        {
            var low = new Vector<float>(bands[band++]);
            var high = new Vector<float>(bands[band]);
            for (var i = 0; i < segment.Count; i += Lanes)
            {
                // What is written beyond the segment, the next one overwrites.
                (low * new Vector<float>(_lower, segment.Weights + i) + high * new Vector<float>(_upper, segment.Weights + i)).CopyTo(bins[(segment.Start + i)..]);
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

    /// <summary>The bins from one band's centre to the next, and where their weights lie.</summary>
    private readonly record struct Segment(int Start, int Count, int Weights);
}
