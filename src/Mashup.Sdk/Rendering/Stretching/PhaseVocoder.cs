using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Makes output frame by frame.</summary>
/// <remarks>
/// 1. Frames lie at a constant hop in the output; each is taken from the input where the timeline says.
/// 2. A second frame one hop earlier in the input gives the phase advance over exactly one hop: nothing has to be unwrapped.
/// 3. <see cref="PhasePropagation"/> carries phases on; where an attack's surroundings begin, the bins that it raises take the input's phases.
/// 4. Frames within an <see cref="IdentitySpan"/> keep the input's spectrum.
/// </remarks>
internal sealed class PhaseVocoder
{
    private readonly FrameTransform _transform;
    private readonly float[][] _source;
    private readonly AnchoredTimeline _timeline;
    private readonly IdentitySpan[] _identities;
    private readonly FormantCorrection? _formants;
    private readonly PhasePropagation _propagation;
    private readonly AttackMask _attack;
    private readonly FrameSpectrum _output;
    private FrameSpectrum _current;
    private FrameSpectrum _earlier;
    private long _centre = long.MinValue;

    public PhaseVocoder(FrameTransform transform, float[][] source, AnchoredTimeline timeline, IdentitySpan[] identities, FormantCorrection? formants)
    {
        (_transform, _source, _timeline, _identities, _formants) = (transform, source, timeline, identities, formants);
        _propagation = new PhasePropagation(source.Length, transform.Bins, (int)Math.Round((double)transform.Size / transform.Hop));
        _attack = new AttackMask(transform);
        _output = new FrameSpectrum(source.Length, transform.Bins);
        _current = new FrameSpectrum(source.Length, transform.Bins);
        _earlier = new FrameSpectrum(source.Length, transform.Bins);
    }

    /// <summary>Adds all frames to a silent output.</summary>
    public void Run(AudioBuffer output, CancellationToken cancellationToken)
    {
        int hop = _transform.Hop, half = _transform.Half;
        for (var at = -(half / hop + 1L) * hop; at - half < output.Length; at += hop)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Advance(at, hop);
            _formants?.Measure(_current);
            for (var c = 0; c < _source.Length; c++)
            {
                var (re, im) = _formants is null ? (_output.Re[c], _output.Im[c]) : _formants.Apply(_output.Re[c], _output.Im[c]);
                _transform.Synthesise(re, im, output.Channel(c), at);
            }
        }
    }

    private void Advance(long at, int hop)
    {
        foreach (var identity in _identities)
        {
            if (identity.Contains(at))
            {
                Analyse(_current, _centre = at + identity.Offset);
                _output.Set(_current);
                return;
            }
        }

        var centre = (long)Math.Round(_timeline.ToInput(at));
        var before = (long)Math.Round(_timeline.ToInput(at - hop));
        if (_centre == centre - hop)
        {
            (_current, _earlier) = (_earlier, _current);
        }
        else
        {
            Analyse(_earlier, centre - hop);
        }

        Analyse(_current, _centre = centre);
        var onset = _timeline.AttackBetween(at - hop, at);
        var reset = onset is null ? null : _attack.Measure(_source, onset.Value);
        _propagation.Advance(_current, _earlier, _output, (double)hop / Math.Max(1, centre - before), reset);
    }

    private void Analyse(FrameSpectrum spectrum, long centre)
    {
        for (var c = 0; c < _source.Length; c++)
        {
            _transform.Analyse(_source[c], centre, spectrum.Re[c], spectrum.Im[c]);
        }
    }
}
