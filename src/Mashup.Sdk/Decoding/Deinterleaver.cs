using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Turns interleaved samples into blocks of planar mono or stereo, or surround sound where that is kept; the memory of a block is used again for the next.</summary>
/// <param name="inputs">Interleaved channels that come in, 1 to <see cref="Downmix.MaxChannels"/>.</param>
/// <param name="mask">Speakers they belong to, or 0.</param>
/// <param name="sampleRate">Frames per second.</param>
/// <param name="mostFrames">Frames in the largest block.</param>
/// <param name="surround">What becomes of channels beyond the second.</param>
internal sealed class Deinterleaver(int inputs, uint mask, int sampleRate, int mostFrames, SurroundSound surround)
{
    private readonly (float[] Left, float[] Right)? _gains = inputs > 2 && !IsKept(inputs, mask, surround) ? Downmix.Gains(inputs, mask) : null;
    private readonly float[][] _channels = [.. Enumerable.Range(0, IsKept(inputs, mask, surround) ? inputs : Math.Min(inputs, 2)).Select(_ => new float[mostFrames])];

    /// <summary>One block, valid until the next is asked for.</summary>
    /// <param name="interleaved">Whole frames: one sample of each channel after the other.</param>
    public AudioBuffer Split(ReadOnlySpan<float> interleaved)
    {
        var frames = interleaved.Length / inputs;
        var first = _channels[0].AsSpan(0, frames);
        if (inputs == 1)
        {
            interleaved.CopyTo(first);
        }
        else if (_gains is { } gains)
        {
            Fold(interleaved, gains.Left, first);
            Fold(interleaved, gains.Right, _channels[1].AsSpan(0, frames));
        }
        else if (inputs == 2)
        {
            var second = _channels[1].AsSpan(0, frames);
            for (var i = 0; i < frames; i++)
            {
                first[i] = interleaved[2 * i];
                second[i] = interleaved[2 * i + 1];
            }
        }
        else
        {
            for (var i = 0; i < interleaved.Length; i++)
            {
                _channels[i % inputs][i / inputs] = interleaved[i];
            }
        }

        return new AudioBuffer(sampleRate, _channels, frames);
    }

    private static bool IsKept(int inputs, uint mask, SurroundSound surround) => surround == SurroundSound.Keep && Downmix.IsSurround(inputs, mask);

    private void Fold(ReadOnlySpan<float> interleaved, float[] gains, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var frame = interleaved.Slice(i * inputs, inputs);
            var sum = 0f;
            for (var c = 0; c < frame.Length; c++)
            {
                sum += gains[c] * frame[c];
            }

            output[i] = sum;
        }
    }
}
