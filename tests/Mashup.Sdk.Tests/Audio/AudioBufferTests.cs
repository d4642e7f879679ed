using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Audio;

public sealed class AudioBufferTests
{
    [Fact]
    public void Constructor_Silence_HasTheAskedShape()
    {
        var buffer = new AudioBuffer(48000, 2, 24000);

        Assert.Equal((2, 24000, 0.5), (buffer.ChannelCount, buffer.Length, buffer.DurationSeconds));
        Assert.True(buffer.Channel(1).IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Constructor_UnequalChannels_IsRefused() => Assert.Throws<ArgumentException>(() => new AudioBuffer(44100, [new float[2], new float[3]]));

    [Fact]
    public void Constructor_NoChannels_IsRefused() => Assert.Throws<ArgumentException>(() => new AudioBuffer(44100, []));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(44100, 0, 1)]
    [InlineData(44100, 1, -1)]
    public void Constructor_OutOfRange_IsRefused(int rate, int channels, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioBuffer(rate, channels, length));
}
