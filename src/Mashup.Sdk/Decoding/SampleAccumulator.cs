using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Gathers interleaved samples into planar mono or stereo.</summary>
internal sealed class SampleAccumulator
{
    private const int Slack = 16;

    private readonly int _inputs;
    private readonly (float[] Left, float[] Right)? _gains;
    private readonly float[][] _channels;

    /// <summary>Starts empty.</summary>
    /// <param name="inputs">Interleaved channels that come in, 1 to <see cref="Downmix.MaxChannels"/>.</param>
    /// <param name="mask">Speakers they belong to, or 0.</param>
    /// <param name="expected">Frames that are likely to come; more or fewer may.</param>
    public SampleAccumulator(int inputs, uint mask, int expected)
    {
        _inputs = inputs;
        _gains = inputs > 2 ? Downmix.Gains(inputs, mask) : null;
        _channels = new float[Math.Min(inputs, 2)][];
        for (var c = 0; c < _channels.Length; c++)
        {
            _channels[c] = new float[expected];
        }
    }

    /// <summary>Frames gathered so far.</summary>
    public int Length { get; private set; }

    /// <summary>Makes room for what will probably come, so that nothing is copied as it grows.</summary>
    /// <param name="frames">Frames in all; more or fewer may come.</param>
    public void Expect(int frames)
    {
        for (var c = 0; c < _channels.Length && _channels[c].Length < frames; c++)
        {
            Array.Resize(ref _channels[c], frames);
        }
    }

    /// <summary>Adds whole frames.</summary>
    /// <param name="interleaved">One sample of each channel after the other.</param>
    public void Append(ReadOnlySpan<float> interleaved)
    {
        var frames = interleaved.Length / _inputs;
        Reserve(Length + frames);
        var first = _channels[0].AsSpan(Length, frames);
        if (_inputs == 1)
        {
            interleaved.CopyTo(first);
        }
        else if (_gains is { } gains)
        {
            Fold(interleaved, gains.Left, first);
            Fold(interleaved, gains.Right, _channels[1].AsSpan(Length, frames));
        }
        else
        {
            var second = _channels[1].AsSpan(Length, frames);
            for (var i = 0; i < frames; i++)
            {
                first[i] = interleaved[2 * i];
                second[i] = interleaved[2 * i + 1];
            }
        }

        Length += frames;
    }

    /// <summary>Everything gathered; nothing can be added afterwards.</summary>
    /// <param name="sampleRate">Frames per second.</param>
    public AudioBuffer ToBuffer(int sampleRate)
    {
        // A little slack is cheaper than a second copy.
        for (var c = 0; c < _channels.Length && _channels[c].Length - Length > Length / Slack; c++)
        {
            Array.Resize(ref _channels[c], Length);
        }

        return new AudioBuffer(sampleRate, _channels, Length);
    }

    private void Fold(ReadOnlySpan<float> interleaved, float[] gains, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var frame = interleaved.Slice(i * _inputs, _inputs);
            var sum = 0f;
            for (var c = 0; c < frame.Length; c++)
            {
                sum += gains[c] * frame[c];
            }

            output[i] = sum;
        }
    }

    private void Reserve(int length)
    {
        for (var c = 0; c < _channels.Length && _channels[c].Length < length; c++)
        {
            Array.Resize(ref _channels[c], Math.Max(length, (int)Math.Min(Array.MaxLength, _channels[c].Length * 2L)));
        }
    }
}
