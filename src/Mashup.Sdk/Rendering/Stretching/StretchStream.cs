using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A stretched recording, sixteen frames at a time.</summary>
/// <remarks>
/// 1. The source is read, and searched for attacks, a second of output ahead: what bends the map at a place lies nearer than that.
/// 2. The map is bent around the attacks near these frames (<see cref="AnchoredTimeline"/>).
/// 3. The frames are added up (<see cref="PhaseVocoder"/>). What no later frame reaches is ready.
/// 4. Where the map runs at the input's own speed anyway, the source is copied (<see cref="IdentitySpan"/>).
/// 5. What lies behind is released. Where these sixteen frames lie depends on nothing but the request.
/// </remarks>
internal sealed class StretchStream : IStretchStream
{
    private const int FramesAtOnce = 16;
    private const double ContextSeconds = 1;

    private readonly int _length;
    private readonly TimeMap _map;
    private readonly FrameTransform _transform;
    private readonly StretchSource _source;
    private readonly OnsetDetector _onsets;
    private readonly PhaseVocoder _vocoder;
    private readonly SlidingSignal _output;
    private readonly IdentitySpan[] _identities;
    private readonly IdentitySpan[] _copied;
    private readonly double _context;
    private readonly double _anchor;
    private long _frame;
    private long _ready;
    private long _position;

    public StretchStream(IStretchInput input, StretchRequest request, VocoderSettings settings)
    {
        var pitch = PitchRatio.Of(request.Semitones);
        var map = new TimeMap(request.Map);
        _length = request.OutputLength;
        _transform = new FrameTransform(settings, input.SampleRate);
        _source = new StretchSource(input, map, _length, pitch, settings, 2 * _transform.Half);
        _map = map.Rebase(_source.Origin, pitch.Value);
        _onsets = new OnsetDetector(settings, input.SampleRate, _source);
        _vocoder = new PhaseVocoder(
            _transform, _source, request.KeepFormants && !pitch.IsOne ? new FormantCorrection(_transform.Size, input.SampleRate, pitch.Value) : null);
        _output = new SlidingSignal(input.ChannelCount);
        (_context, _anchor) = (ContextSeconds * input.SampleRate, settings.AnchorSeconds * input.SampleRate);
        _frame = -(_transform.Half / _transform.Hop + 1L) * _transform.Hop;

        List<IdentitySpan> identities = request.Semitones == 0 ? IdentitySpan.Find(map, _length) : [];
        identities.RemoveAll(i => i.Interior(_transform.Half, _length).IsEmpty);
        _identities = [.. identities.Select(i => i.Frames(_source.Origin, _length))];
        _copied = [.. identities.Select(i => i.Interior(_transform.Half, _length).Frames(_source.Origin, _length))];
    }

    /// <inheritdoc/>
    public int Read(AudioBuffer block, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.ChannelCount != _output.ChannelCount)
        {
            throw new ArgumentException($"The block has {block.ChannelCount} channels, the stretched recording {_output.ChannelCount}.", nameof(block));
        }

        var written = 0;
        while (written < block.Length && _position < _length)
        {
            if (_position == _ready)
            {
                Render(cancellationToken);
            }

            var count = (int)Math.Min(block.Length - written, _ready - _position);
            for (var c = 0; c < block.ChannelCount; c++)
            {
                _output.Channel(c).Slice((int)(_position - _output.Start), count).CopyTo(block.Channel(c)[written..]);
            }

            (written, _position) = (written + count, _position + count);
        }

        return written;
    }

    private void Render(CancellationToken cancellationToken)
    {
        int hop = _transform.Hop, half = _transform.Half;
        var last = _frame + (FramesAtOnce - 1) * hop;
        _output.DropBefore(_ready);
        _output.Extend((int)Math.Max(0, last + half - _output.End));
        AnchoredTimeline? timeline = null;
        for (; _frame <= last; _frame += hop)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Array.Exists(_copied, i => i.Contains(_frame - half, _frame + half)))
            {
                continue;
            }

            timeline ??= Timeline(_frame - hop, last, cancellationToken);
            var identity = Array.FindIndex(_identities, i => i.Contains(_frame, _frame + 1));
            if (identity < 0)
            {
                _vocoder.Advance(_frame, timeline, _output);
            }
            else
            {
                _vocoder.Repeat(_frame, _identities[identity].Offset, _output);
            }
        }

        var from = _ready;
        _ready = Math.Clamp(_frame - half, _ready, _length);
        Array.ForEach(_copied, i => Copy(i, from, _ready));
        _source.Release((long)_map.ToInput(_frame - hop) - (long)_context);
    }

    /// <summary>The map between two output samples, bent around the attacks there.</summary>
    private AnchoredTimeline Timeline(double from, double to, CancellationToken cancellationToken)
    {
        (from, to) = (from - _context, to + _context);
        var near = _map.Between(from, to);
        _onsets.Forget((long)near.ToInput(from));
        var attacks = _onsets.Until((long)near.ToInput(to), cancellationToken);
        return AnchoredTimeline.Bend(near, [.. attacks.Where(o => near.ToOutput(o.Position) is var at && at >= from && at <= to)], _anchor);
    }

    private void Copy(IdentitySpan span, long from, long to)
    {
        (from, to) = (Math.Max(from, span.Start), Math.Min(to, span.End));
        if (from >= to)
        {
            return;
        }

        _source.Require(to + span.Offset);
        var signal = _source.Signal;
        long begin = Math.Max(from + span.Offset, signal.Start), end = Math.Min(to + span.Offset, signal.End);
        for (var c = 0; c < _output.ChannelCount; c++)
        {
            var target = _output.Channel(c)[(int)(from - _output.Start)..(int)(to - _output.Start)];
            target.Clear();
            if (begin < end)
            {
                signal.Channel(c)[(int)(begin - signal.Start)..(int)(end - signal.Start)].CopyTo(target[(int)(begin - span.Offset - from)..]);
            }
        }
    }
}
