namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Makes output frame by frame.</summary>
/// <remarks>
/// 1. Frames lie at a constant hop in the output; each is taken from the source where the timeline says.
/// 2. A second frame one hop earlier in the source gives the phase advance over exactly one hop: nothing has to be unwrapped.
/// 3. <see cref="PhasePropagation"/> carries phases on; where an attack's surroundings begin, the bins that it raises take the source's phases.
/// 4. Frames within an <see cref="IdentitySpan"/> keep the source's spectrum.
/// </remarks>
internal sealed class PhaseVocoder
{
    private readonly FrameTransform _transform;
    private readonly StretchSource _source;
    private readonly FormantCorrection? _formants;
    private readonly PhasePropagation _propagation;
    private readonly AttackMask _attack;
    private readonly FrameSpectrum _output;
    private FrameSpectrum _current;
    private FrameSpectrum _earlier;
    private long _centre = long.MinValue;

    public PhaseVocoder(FrameTransform transform, StretchSource source, FormantCorrection? formants)
    {
        (_transform, _source, _formants) = (transform, source, formants);
        var channels = source.Signal.ChannelCount;
        _propagation = new PhasePropagation(channels, transform.Bins, (int)Math.Round((double)transform.Size / transform.Hop));
        _attack = new AttackMask(transform);
        _output = new FrameSpectrum(channels, transform.Bins);
        _current = new FrameSpectrum(channels, transform.Bins);
        _earlier = new FrameSpectrum(channels, transform.Bins);
    }

    /// <summary>Adds the frame around an output sample that repeats the source.</summary>
    public void Repeat(long at, long offset, SlidingSignal output)
    {
        Analyse(_current, _centre = at + offset);
        _output.Set(_current);
        Synthesise(at, output);
    }

    /// <summary>Adds the frame around an output sample, one hop after the last.</summary>
    public void Advance(long at, AnchoredTimeline timeline, SlidingSignal output)
    {
        var hop = _transform.Hop;
        var centre = (long)Math.Round(timeline.ToInput(at));
        var before = (long)Math.Round(timeline.ToInput(at - hop));
        if (_centre == centre - hop)
        {
            (_current, _earlier) = (_earlier, _current);
        }
        else
        {
            Analyse(_earlier, centre - hop);
        }

        Analyse(_current, _centre = centre);
        var onset = timeline.AttackBetween(at - hop, at);
        _source.Require((onset ?? 0) + 2L * _transform.Half);
        var reset = onset is null ? null : _attack.Measure(_source.Signal, onset.Value);
        _propagation.Advance(_current, _earlier, _output, (double)hop / Math.Max(1, centre - before), reset);
        Synthesise(at, output);
    }

    private void Synthesise(long at, SlidingSignal output)
    {
        _formants?.Measure(_current);
        for (var c = 0; c < output.ChannelCount; c++)
        {
            var (re, im) = _formants is null ? (_output.Re[c], _output.Im[c]) : _formants.Apply(_output.Re[c], _output.Im[c]);
            _transform.Synthesise(re, im, output.Channel(c), at - output.Start);
        }
    }

    private void Analyse(FrameSpectrum spectrum, long centre)
    {
        _source.Require(centre + _transform.Half);
        for (var c = 0; c < spectrum.Re.Length; c++)
        {
            _transform.Analyse(_source.Signal.Channel(c), centre - _source.Signal.Start, spectrum.Re[c], spectrum.Im[c]);
        }
    }
}
