using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A recording in memory as the input of a stream.</summary>
internal sealed class BufferInput(AudioBuffer buffer) : IStretchInput
{
    /// <inheritdoc/>
    public int SampleRate => buffer.SampleRate;

    /// <inheritdoc/>
    public int ChannelCount => buffer.ChannelCount;

    /// <inheritdoc/>
    public long Length => buffer.Length;

    /// <inheritdoc/>
    public void Read(long start, AudioBuffer block)
    {
        var count = (int)Math.Clamp(buffer.Length - start, 0, block.Length);
        for (var c = 0; c < block.ChannelCount && count > 0; c++)
        {
            buffer.Channel(c).Slice((int)start, count).CopyTo(block.Channel(c));
        }
    }
}
