namespace Mashup.Sdk.Dsp;

/// <summary>A first-order low-pass: y += <see cref="Share"/> · (x − y).</summary>
internal readonly struct OnePole(double hz, double sampleRate)
{
    /// <summary>How far it goes towards its input with every sample.</summary>
    public float Share { get; } = (float)(1 - Math.Exp(-2 * Math.PI * Math.Min(hz, 0.49 * sampleRate) / sampleRate));
}
