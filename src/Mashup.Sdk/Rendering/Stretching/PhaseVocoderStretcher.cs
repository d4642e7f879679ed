using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Phase vocoder with coherence across frequency, across channels and through attacks.</summary>
/// <remarks>
/// 1. The part of the input that the map reaches is read and, for a pitch shift, resampled (<see cref="StretchSource"/>).
/// 2. Attacks are found (<see cref="OnsetDetector"/>), and the map is bent to run at the input's own speed around them (<see cref="AnchoredTimeline"/>).
/// 3. Frames at a constant distance in the output are taken from the input where the map says, and their phases are carried on
///    (<see cref="PhaseVocoder"/>, <see cref="PhasePropagation"/>).
/// 4. Where the map runs at the input's speed anyway, the input is copied (<see cref="IdentitySpan"/>).
/// All of it is done a piece at a time (<see cref="StretchStream"/>); a recording as a whole is a stream read to its end.
/// </remarks>
internal sealed class PhaseVocoderStretcher : ITimeStretcher
{
    private readonly Func<StretchQuality, VocoderSettings> _settings;

    public PhaseVocoderStretcher()
        : this(VocoderSettings.For)
    {
    }

    internal PhaseVocoderStretcher(Func<StretchQuality, VocoderSettings> settings) => _settings = settings;

    /// <inheritdoc/>
    public AudioBuffer Stretch(AudioBuffer input, StretchRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var stream = Open(new BufferInput(input), request);
        cancellationToken.ThrowIfCancellationRequested();
        var output = new AudioBuffer(input.SampleRate, input.ChannelCount, request.OutputLength);
        stream.Read(output, cancellationToken);
        return output;
    }

    /// <inheritdoc/>
    public IStretchStream Open(IStretchInput input, StretchRequest request)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegative(request.OutputLength);
        if (input.ChannelCount > 2)
        {
            throw new ArgumentException($"Mono or stereo can be stretched; this recording has {input.ChannelCount} channels.", nameof(input));
        }

        if (!(Math.Abs(request.Semitones) <= 24))
        {
            throw new ArgumentException($"A pitch shift lies between −24 and 24 semitones; {request.Semitones} does not.", nameof(request));
        }

        return new StretchStream(input, request, _settings(request.Quality));
    }
}
