using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A recording that is stretched while it is read. Used by one stream at a time.</summary>
public interface IStretchInput
{
    /// <summary>Samples per second and channel.</summary>
    int SampleRate { get; }

    /// <summary>1 or 2.</summary>
    int ChannelCount { get; }

    /// <summary>Samples per channel; before the first and after the last there is silence.</summary>
    long Length { get; }

    /// <summary>Fills a block. Positions ascend from call to call and no sample is asked for twice: a decoder can serve them as it goes.</summary>
    /// <param name="start">The recording's sample that becomes the block's first, 0 or more.</param>
    /// <param name="block">Has this recording's channels; what lies beyond <see cref="Length"/> is to be left as it is.</param>
    void Read(long start, AudioBuffer block);
}
