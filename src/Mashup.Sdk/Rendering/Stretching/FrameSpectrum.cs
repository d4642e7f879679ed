namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>One frame's spectrum of every channel.</summary>
internal sealed class FrameSpectrum(int channels, int bins)
{
    /// <summary>Real parts, per channel and bin.</summary>
    public float[][] Re { get; } = Silence(channels, bins);

    /// <summary>Imaginary parts, per channel and bin.</summary>
    public float[][] Im { get; } = Silence(channels, bins);

    /// <summary>Takes another frame's values.</summary>
    public void Set(FrameSpectrum other)
    {
        for (var c = 0; c < Re.Length; c++)
        {
            other.Re[c].CopyTo(Re[c], 0);
            other.Im[c].CopyTo(Im[c], 0);
        }
    }

    private static float[][] Silence(int channels, int bins) => [.. Enumerable.Range(0, channels).Select(_ => new float[bins])];
}
