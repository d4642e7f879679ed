using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Puts the blocks of a song together.</summary>
internal sealed class AudioGatherer : IAudioSink
{
    private const int Slack = 16;

    private float[][] _channels = [];
    private int _sampleRate;
    private int _expected;
    private int _length;

    /// <inheritdoc/>
    public void Expect(int length)
    {
        _expected = length;
        Reserve(length);
    }

    /// <inheritdoc/>
    public void Add(AudioBuffer block)
    {
        if (_channels.Length == 0)
        {
            _channels = [.. Enumerable.Range(0, block.ChannelCount).Select(_ => new float[Math.Max(_expected, block.Length)])];
            _sampleRate = block.SampleRate;
        }

        if (_length + block.Length > _channels[0].Length)
        {
            Reserve(Math.Max(_length + block.Length, (int)Math.Min(Array.MaxLength, _channels[0].Length * 2L)));
        }

        for (var c = 0; c < _channels.Length; c++)
        {
            block.Channel(c).CopyTo(_channels[c].AsSpan(_length));
        }

        _length += block.Length;
    }

    /// <summary>Everything gathered, or <see langword="null"/> where no block came; nothing can be added afterwards.</summary>
    public AudioBuffer? ToBuffer()
    {
        // A little slack is cheaper than a second copy.
        for (var c = 0; c < _channels.Length && _channels[c].Length - _length > _length / Slack; c++)
        {
            Array.Resize(ref _channels[c], _length);
        }

        return _channels.Length == 0 ? null : new AudioBuffer(_sampleRate, _channels, _length);
    }

    private void Reserve(int length)
    {
        for (var c = 0; c < _channels.Length && _channels[c].Length < length; c++)
        {
            Array.Resize(ref _channels[c], length);
        }
    }
}
