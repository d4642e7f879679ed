namespace Mashup.Sdk.Separation;

/// <summary>A short description of each of the latest frames' spectra: unit vectors of band energies, by which similar frames are found.</summary>
/// <remarks>Packed in groups of <see cref="Group"/> frames, so that a product with many frames reads memory in order.</remarks>
internal sealed class FrameDescriptions
{
    public const int Bands = 96;
    public const int Group = 16;

    private const int SingleBins = 40;
    private const double HighestHertz = 11000;

    private readonly int[] _edges;

    public FrameDescriptions(SpectrogramLayout layout, int capacity)
    {
        Capacity = capacity;
        Values = new float[capacity * Bands];
        _edges = BandEdges(layout);
    }

    /// <summary>Frames held, a multiple of <see cref="Group"/>.</summary>
    public int Capacity { get; }

    /// <summary>Value b of frame f at ((f / Group) · Bands + b) · Group + f % Group, f modulo <see cref="Capacity"/>.</summary>
    public float[] Values { get; }

    /// <summary>Describes one frame by the power of its bins.</summary>
    public void Write(int frame, ReadOnlySpan<float> power)
    {
        Span<float> bands = stackalloc float[Bands];
        float norm = 0;
        for (var band = 0; band < Bands; band++)
        {
            float sum = 0;
            for (var bin = _edges[band]; bin < _edges[band + 1]; bin++)
            {
                sum += power[bin];
            }

            bands[band] = MathF.Sqrt(sum);
            norm += sum;
        }

        var scale = norm > 0 ? 1 / MathF.Sqrt(norm) : 0;
        var slot = frame % Capacity;
        var start = slot / Group * Bands * Group + slot % Group;
        for (var band = 0; band < Bands; band++)
        {
            Values[start + band * Group] = bands[band] * scale;
        }
    }

    /// <summary>Single bins at the bottom, then bands of growing width.</summary>
    private static int[] BandEdges(SpectrogramLayout layout)
    {
        var top = Math.Min(layout.BinOf(HighestHertz), layout.Bins);
        var edges = new int[Bands + 1];
        for (var band = 0; band <= Bands; band++)
        {
            var growing = SingleBins * Math.Pow(top / SingleBins, Math.Max(0, band - SingleBins) / (double)(Bands - SingleBins));
            edges[band] = Math.Min((int)Math.Round(band < SingleBins ? band : growing), (int)top);
        }

        return edges;
    }
}
