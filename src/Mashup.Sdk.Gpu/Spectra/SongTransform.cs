using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>One Fourier transform over a whole song, a few frames at a time: frame f is centred on sample f · hop.</summary>
internal sealed class SongTransform(StftContract stft, int length)
{
    private const float Least = 1e-8f;

    /// <summary>Frames of the song.</summary>
    public int Frames { get; } = 1 + (length + stft.Hop - 1) / stft.Hop;

    public Scratch NewScratch() => new(new FrameFft(stft), new float[stft.Size]);

    /// <summary>Transforms one frame of a channel; beyond the song's frames there is silence.</summary>
    public void Analyse(ReadOnlySpan<float> channel, long frame, Span<float> re, Span<float> im, Scratch scratch)
    {
        if (frame < 0 || frame >= Frames)
        {
            re.Clear();
            im.Clear();
            return;
        }

        Mirror.Read(channel, frame * stft.Hop - stft.Size / 2, stft.Pad, scratch.Frame);
        scratch.Fft.Forward(scratch.Frame, re, im);
    }

    /// <summary>Adds one frame to a channel.</summary>
    public void AddInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, long frame, Span<float> channel, Scratch scratch)
    {
        if (frame < 0 || frame >= Frames)
        {
            return;
        }

        var start = frame * stft.Hop - stft.Size / 2;
        if (start >= 0 && start + stft.Size <= channel.Length)
        {
            scratch.Fft.AddInverse(re, im, channel.Slice((int)start, stft.Size));
            return;
        }

        scratch.Frame.AsSpan().Clear();
        scratch.Fft.AddInverse(re, im, scratch.Frame);
        var first = (int)Math.Max(0, -start);
        var last = (int)Math.Min(stft.Size, channel.Length - start);
        if (last > first)
        {
            var target = channel[(int)(start + first)..(int)(start + last)];
            TensorPrimitives.Add(target, scratch.Frame.AsSpan(first, last - first), target);
        }
    }

    /// <summary>Divides by the sum of the squared windows, when all frames are added.</summary>
    public void Finish(Span<float> channel)
    {
        var window = FrameFft.WindowOf(stft);
        var period = new float[stft.Hop];
        for (var i = 0; i < stft.Size; i++)
        {
            period[i % stft.Hop] += window[i] * window[i];
        }

        // Inside, the sum repeats with every hop; near the ends some frames are missing.
        for (var i = 0; i < period.Length; i++)
        {
            period[i] = period[i] > Least ? 1 / period[i] : 0;
        }

        var whole = stft.Size / 2;
        for (var n = 0; n < channel.Length;)
        {
            if (n >= whole && n + whole < channel.Length)
            {
                var phase = (n + whole) % stft.Hop;
                var run = channel.Slice(n, Math.Min(stft.Hop - phase, channel.Length - whole - n));
                TensorPrimitives.Multiply(run, period.AsSpan(phase, run.Length), run);
                n += run.Length;
                continue;
            }

            var sum = SumAt(n, window);
            channel[n] = sum > Least ? channel[n] / sum : 0;
            n++;
        }
    }

    private float SumAt(int sample, float[] window)
    {
        var sum = 0f;
        for (long f = Math.Max(0, (sample - stft.Size / 2) / stft.Hop); f < Frames; f++)
        {
            var at = sample - f * stft.Hop + stft.Size / 2;
            if (at < 0)
            {
                break;
            }

            if (at < stft.Size)
            {
                sum += window[at] * window[at];
            }
        }

        return sum;
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed record Scratch(FrameFft Fft, float[] Frame);
}
