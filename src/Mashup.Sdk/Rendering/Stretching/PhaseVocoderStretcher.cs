using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Phase vocoder with coherence across frequency, across channels and through attacks.</summary>
/// <remarks>
/// 1. The part of the input that the map reaches is cut out and, for a pitch shift, resampled (<see cref="StretchSource"/>).
/// 2. Attacks are found (<see cref="OnsetDetector"/>), and the map is bent to run at the input's own speed around them (<see cref="AnchoredTimeline"/>).
/// 3. Frames at a constant distance in the output are taken from the input where the map says, and their phases are carried on
///    (<see cref="PhaseVocoder"/>, <see cref="PhasePropagation"/>).
/// 4. Where the map runs at the input's speed anyway, the input is copied (<see cref="IdentitySpan"/>).
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
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegative(request.OutputLength);
        if (input.ChannelCount > 2)
        {
            throw new ArgumentException($"Mono or stereo can be stretched; this buffer has {input.ChannelCount} channels.", nameof(input));
        }

        if (!(Math.Abs(request.Semitones) <= 24))
        {
            throw new ArgumentException($"A pitch shift lies between −24 and 24 semitones; {request.Semitones} does not.", nameof(request));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var map = new TimeMap(request.Map);
        var output = new AudioBuffer(input.SampleRate, input.ChannelCount, request.OutputLength);
        List<IdentitySpan> identities = request.Semitones == 0 ? IdentitySpan.Find(map, request.OutputLength) : [];
        if (identities is [var whole] && whole.End - whole.Start == request.OutputLength)
        {
            whole.Copy(input, output);
        }
        else if (request.OutputLength > 0)
        {
            Vocode(input, request, map, identities, output, cancellationToken);
        }

        return output;
    }

    private void Vocode(
        AudioBuffer input, StretchRequest request, TimeMap map, List<IdentitySpan> identities, AudioBuffer output, CancellationToken cancellationToken)
    {
        var settings = _settings(request.Quality);
        var pitch = PitchRatio.Of(request.Semitones);
        var transform = new FrameTransform(settings, input.SampleRate);
        identities.RemoveAll(i => i.Interior(transform.Half, request.OutputLength).IsEmpty);
        var source = StretchSource.Cut(input, map, request.OutputLength, pitch, settings, 2 * transform.Half, cancellationToken);
        var onsets = new OnsetDetector(settings, input.SampleRate).Detect(source.Channels, cancellationToken);
        var timeline = AnchoredTimeline.Bend(map.Rebase(source.Origin, pitch.Value), onsets, settings.AnchorSeconds * input.SampleRate);
        var formants = request.KeepFormants && !pitch.IsOne ? new FormantCorrection(transform.Size, input.SampleRate, pitch.Value) : null;
        new PhaseVocoder(transform, source.Channels, timeline, [.. identities.Select(i => i.Frames(source.Origin, request.OutputLength))], formants)
            .Run(output, cancellationToken);
        foreach (var identity in identities)
        {
            identity.Interior(transform.Half, request.OutputLength).Copy(input, output);
        }
    }
}
