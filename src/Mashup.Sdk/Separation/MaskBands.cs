using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Runs of bins that share one mask: single bins where harmonics lie close, wider bands above, where little energy is left to tell apart.</summary>
/// <remarks>
/// Bins stand alone to 3.4 kHz, in twos to 6.9 kHz, fours to 11 kHz, eights to 22 kHz and sixteens beyond: 704 bands for the 2049 bins of a frame at 44.1 kHz,
/// so that all that is done per band costs a third.
/// </remarks>
internal sealed class MaskBands
{
    private const double SingleToHertz = 3445.3125;

    private readonly int[] _edges;
    private readonly int _singles;

    public MaskBands(SpectrogramLayout layout)
    {
        var edges = new List<int>();
        var bin = 0;
        foreach (var (width, hertz) in (ReadOnlySpan<(int, double)>)[
            (1, SingleToHertz), (2, 2 * SingleToHertz), (4, 3.2 * SingleToHertz), (8, 6.4 * SingleToHertz), (16, double.PositiveInfinity)])
        {
            // The bin at half the sample rate joins its neighbour rather than make a band of its own.
            var end = Math.Min(layout.BinOf(hertz), layout.Bins - 1);
            for (; bin < end; bin += width)
            {
                edges.Add(bin);
            }

            _singles = width == 1 ? edges.Count : _singles;
        }

        _edges = [.. edges, layout.Bins];
    }

    /// <summary>Bands per frame.</summary>
    public int Count => _edges.Length - 1;

    /// <summary>Bands per row in memory: whole steps of the median network.</summary>
    public int Width => (Count + MedianNetwork.Width - 1) / MedianNetwork.Width * MedianNetwork.Width;

    /// <summary>Where bands begin, in bins; the last number ends the last band.</summary>
    public ReadOnlySpan<int> Edges => _edges;

    /// <summary>First band at or above a frequency given in bins.</summary>
    public int From(double bin)
    {
        var band = 0;
        while (band < Count && _edges[band] < bin)
        {
            band++;
        }

        return band;
    }

    /// <summary>Adds up the bins of each band.</summary>
    public void Sum(ReadOnlySpan<float> bins, Span<float> bands)
    {
        bins[.._singles].CopyTo(bands);
        for (var band = _singles; band < Count; band++)
        {
            var sum = 0f;
            foreach (var value in bins[_edges[band].._edges[band + 1]])
            {
                sum += value;
            }

            bands[band] = sum;
        }
    }

    /// <summary>Gives every bin its band's value.</summary>
    public void Spread(ReadOnlySpan<float> bands, Span<float> bins)
    {
        bands[.._singles].CopyTo(bins);
        for (var band = _singles; band < Count; band++)
        {
            bins[_edges[band].._edges[band + 1]].Fill(bands[band]);
        }
    }
}
