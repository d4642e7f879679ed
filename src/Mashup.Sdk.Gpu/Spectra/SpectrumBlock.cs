namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Some frames of a spectrum of all channels; each row is one frame of one channel.</summary>
internal sealed class SpectrumBlock(int channels, int frames, int bins)
{
    public int Channels => channels;

    public int Frames => frames;

    public int Bins => bins;

    public float[] Re { get; } = new float[channels * frames * bins];

    public float[] Im { get; } = new float[channels * frames * bins];

    public int Row(int channel, int frame) => (channel * frames + frame) * bins;

    public Span<float> ReOf(int channel) => Re.AsSpan(Row(channel, 0), frames * bins);

    public Span<float> ImOf(int channel) => Im.AsSpan(Row(channel, 0), frames * bins);
}
