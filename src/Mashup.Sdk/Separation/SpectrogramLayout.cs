using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Sizes of one song's spectrogram: frames of about 93 ms, a quarter of that apart, whatever the sample rate.</summary>
internal sealed record SpectrogramLayout(int SampleRate, int Length)
{
    private const double FrameSeconds = 0.0929;
    private const int Lanes = 16;

    /// <summary>Samples per frame.</summary>
    public int Size { get; } = 1 << Math.Clamp((int)Math.Round(Math.Log2(FrameSeconds * SampleRate)), 6, 20);

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => Size / 4;

    /// <summary>Bins per frame.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>Bins per row in memory: whole vectors.</summary>
    public int Width => (Bins + Lanes - 1) / Lanes * Lanes;

    /// <summary>Frames that cover the song.</summary>
    public int Frames => Stft.FrameCount(Size, Length);

    /// <summary>A frequency in bins.</summary>
    public double BinOf(double hertz) => hertz * Size / SampleRate;

    /// <summary>A duration in frames.</summary>
    public int FramesIn(double seconds) => (int)Math.Round(seconds * SampleRate / Hop);
}
