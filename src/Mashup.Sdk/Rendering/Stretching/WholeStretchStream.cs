using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>The stream of a stretcher that stretches recordings as a whole.</summary>
internal sealed class WholeStretchStream(ITimeStretcher stretcher, IStretchInput input, StretchRequest request) : IStretchStream
{
    private AudioBuffer? _stretched;
    private int _position;

    /// <inheritdoc/>
    public int Read(AudioBuffer block, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(block);
        _stretched ??= stretcher.Stretch(Gather(), request, cancellationToken);
        var count = Math.Min(block.Length, _stretched.Length - _position);
        for (var c = 0; c < block.ChannelCount; c++)
        {
            _stretched.Channel(c).Slice(_position, count).CopyTo(block.Channel(c));
        }

        _position += count;
        return count;
    }

    private AudioBuffer Gather()
    {
        var whole = new AudioBuffer(input.SampleRate, input.ChannelCount, checked((int)input.Length));
        input.Read(0, whole);
        return whole;
    }
}
