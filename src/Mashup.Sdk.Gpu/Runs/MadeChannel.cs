using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>One channel of one stem that is wanted, on its way back from frames to samples.</summary>
/// <param name="Stem">Which stem of the model.</param>
/// <param name="Channel">Which channel.</param>
/// <param name="Synthesis">Where its frames go.</param>
internal sealed record MadeChannel(int Stem, int Channel, ChannelSynthesis Synthesis)
{
    public static MadeChannel[] Of(float[][][] stems, SongTransform transform) =>
        [.. stems.SelectMany((channels, stem) => channels.Select((samples, channel) => new MadeChannel(stem, channel, transform.Synthesis(samples))))];
}
