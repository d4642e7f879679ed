namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>One frame's spectrum of every channel.</summary>
internal sealed class FrameSpectrum(int channels, int bins)
{
    public float[][] Re { get; } = Make(channels, bins);

    public float[][] Im { get; } = Make(channels, bins);

    private static float[][] Make(int channels, int bins) => [.. Enumerable.Range(0, channels).Select(_ => new float[bins])];
}
