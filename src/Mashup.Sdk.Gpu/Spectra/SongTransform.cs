using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>One Fourier transform over a whole song, a few frames at a time: frame f is centred on sample f · hop.</summary>
internal sealed class SongTransform(StftContract stft, int length)
{
    private readonly float[] _window = FrameFft.WindowOf(stft);

    /// <summary>Frames of the song.</summary>
    public int Frames { get; } = 1 + (length + stft.Hop - 1) / stft.Hop;

    /// <summary>The way back, into a channel.</summary>
    public ChannelSynthesis Synthesis(float[] channel) => new(stft, Frames, _window, channel);

    public Scratch NewScratch() => new(new FrameFft(stft, _window), new float[stft.Size]);

    /// <summary>Transforms one frame of a channel; beyond the song's frames there is silence.</summary>
    public void Analyse(ReadOnlySpan<float> channel, long frame, Span<float> re, Span<float> im, Scratch scratch)
    {
        if (frame < 0 || frame >= Frames)
        {
            re.Clear();
            im.Clear();
            return;
        }

        var start = frame * stft.Hop - stft.Size / 2;
        if (start >= 0 && start + stft.Size <= channel.Length)
        {
            scratch.Fft.Forward(channel.Slice((int)start, stft.Size), re, im);
            return;
        }

        Mirror.Read(channel, start, stft.Pad, scratch.Frame);
        scratch.Fft.Forward(scratch.Frame, re, im);
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed record Scratch(FrameFft Fft, float[] Frame);
}
