namespace Mashup.Sdk.Separation;

/// <summary>Samples of vocals, drums and bass that one tile makes; the last hops overlap the next tile's first.</summary>
internal sealed class StemOutput(int channels, int length)
{
    /// <summary>Stems that are synthesised; the fourth is what is left of the mix.</summary>
    public const int Stems = 3;

    /// <summary>Which stem the vocals are.</summary>
    public const int Vocals = 0;

    private readonly float[][] _samples = [.. Enumerable.Range(0, Stems * channels).Select(_ => new float[length])];

    /// <summary>What the masks say about the vocals of this tile.</summary>
    public VocalEvidence Vocal { get; set; }

    /// <summary>Samples of one stem and channel.</summary>
    public Span<float> Samples(int stem, int channel) => _samples[stem * channels + channel];

    /// <summary>Silences everything.</summary>
    public void Clear()
    {
        Vocal = default;
        foreach (var samples in _samples)
        {
            Array.Clear(samples);
        }
    }
}
