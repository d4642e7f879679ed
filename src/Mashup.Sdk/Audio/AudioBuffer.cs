namespace Mashup.Sdk.Audio;

/// <summary>Planar 32-bit float audio: one array of samples per channel, nominal range −1 to 1.</summary>
/// <remarks>
/// The stage that made a buffer owns it until it hands it on; from then on the samples are read-only by convention, so a buffer may be
/// shared between stages and threads. Only its maker writes through <see cref="Channel"/>.
/// </remarks>
public sealed class AudioBuffer
{
    private readonly float[][] _channels;

    /// <summary>Makes a silent buffer.</summary>
    /// <param name="sampleRate">Samples per second and channel, 1 or more.</param>
    /// <param name="channelCount">Number of channels, 1 or more.</param>
    /// <param name="length">Samples per channel, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below its range.</exception>
    public AudioBuffer(int sampleRate, int channelCount, int length)
        : this(sampleRate, Silence(channelCount, length))
    {
    }

    /// <summary>Wraps channels without copying them.</summary>
    /// <param name="sampleRate">Samples per second and channel, 1 or more.</param>
    /// <param name="channels">One array per channel, all of one length.</param>
    /// <exception cref="ArgumentException">There is no channel, or their lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleRate"/> is below 1.</exception>
    public AudioBuffer(int sampleRate, float[][] channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentNullException.ThrowIfNull(channels);
        if (channels.Length == 0)
        {
            throw new ArgumentException("A buffer has at least one channel.", nameof(channels));
        }

        if (channels.Any(c => c.Length != channels[0].Length))
        {
            throw new ArgumentException("All channels of a buffer have one length.", nameof(channels));
        }

        SampleRate = sampleRate;
        _channels = channels;
        Length = channels[0].Length;
    }

    /// <summary>Wraps the beginnings of channels whose arrays may be longer, so that what grew as it came need not be copied once more.</summary>
    internal AudioBuffer(int sampleRate, float[][] channels, int length)
        : this(sampleRate, channels) => Length = length;

    /// <summary>Samples per second and channel.</summary>
    public int SampleRate { get; }

    /// <summary>Number of channels.</summary>
    public int ChannelCount => _channels.Length;

    /// <summary>Samples per channel.</summary>
    public int Length { get; }

    /// <summary>Length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(DurationSeconds);

    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => (double)Length / SampleRate;

    /// <summary>The samples of one channel.</summary>
    /// <param name="index">0 for the left or only channel.</param>
    public Span<float> Channel(int index) => _channels[index].AsSpan(0, Length);

    private static float[][] Silence(int channelCount, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channelCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var channels = new float[channelCount][];
        for (var c = 0; c < channelCount; c++)
        {
            channels[c] = new float[length];
        }

        return channels;
    }
}
