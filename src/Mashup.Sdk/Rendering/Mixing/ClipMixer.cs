using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Gives one clip its level, filters, ducking and fades.</summary>
/// <remarks>
/// Order: voice polish → filters → equaliser → ducking → gain × automated gain × fades → sends. Everything moves sample by sample; automations of one parameter
/// act together.
/// </remarks>
internal static class ClipMixer
{
    /// <summary>Renders a clip out of its run's sound.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="run">The run it belongs to.</param>
    /// <param name="rendered">The run's sound, from <see cref="RunSound.LeadIn"/> samples before the run.</param>
    /// <param name="context">Tempo, ducking and mastering.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The clip's samples from its first timeline sample on; in the run's own memory where that is lent and holds no other clip.</returns>
    public static MixedClip Render(PlacedClip clip, ClipRun run, RenderedRun rendered, ClipContext context, CancellationToken cancellationToken)
    {
        var sound = rendered.Sound;
        int start = clip.Start - RunSound.LeadIn, length = clip.End - start, from = start - (run.Start - RunSound.LeadIn);
        // A run of one clip is mixed where it is: what is written lies a lead-in behind what is read.
        var mixed = run.Clips.Count == 1 ? context.Buffers.Shorten(sound, clip.End - clip.Start) : context.Buffers.Rent(sound.SampleRate, clip.End - clip.Start);
        var chain = new Chain(clip, run, rendered, context);
        float[] left = new float[SweepFilter.MaxBlock], right = new float[SweepFilter.MaxBlock], gains = new float[SweepFilter.MaxBlock];
        for (var done = 0; done < length; done += SweepFilter.MaxBlock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(SweepFilter.MaxBlock, length - done);
            Span<float> l = left.AsSpan(0, count), r = right.AsSpan(0, count), g = gains.AsSpan(0, count);
            sound.Channel(0).Slice(from + done, count).CopyTo(l);
            sound.Channel(1).Slice(from + done, count).CopyTo(r);
            chain.Process(start + done, l, r, g);

            // The lead-in has done its work: the filters have settled.
            var skip = Math.Clamp(RunSound.LeadIn - done, 0, count);
            l[skip..].CopyTo(mixed.Channel(0)[Math.Max(0, done - RunSound.LeadIn)..]);
            r[skip..].CopyTo(mixed.Channel(1)[Math.Max(0, done - RunSound.LeadIn)..]);
        }

        return new MixedClip(
            mixed, Sent(Automation.ReverbSend, clip, mixed, context.SamplesPerBeat), Sent(Automation.DelaySend, clip, mixed, context.SamplesPerBeat));
    }

    private static AudioBuffer? Sent(string parameter, PlacedClip clip, AudioBuffer mixed, double samplesPerBeat)
    {
        AudioBuffer? sent = null;
        foreach (var send in clip.Clip.Automation.Where(a => a.Parameter == parameter && a.Points.Any(p => p.Value != 0)))
        {
            sent ??= new AudioBuffer(mixed.SampleRate, 2, mixed.Length);
            var share = new float[mixed.Length];
            ControlCurve.Of(send.Points, samplesPerBeat, clip.Start, clip.End, x => (float)x).Fill(clip.Start, share);
            TensorPrimitives.MultiplyAdd(mixed.Channel(0), share, sent.Channel(0), sent.Channel(0));
            TensorPrimitives.MultiplyAdd(mixed.Channel(1), share, sent.Channel(1), sent.Channel(1));
        }

        return sent;
    }

    private sealed class Chain
    {
        private readonly List<Fade> _fades;
        private readonly SweepFilter[] _filters;
        private readonly Equalizer[] _bands;
        private readonly ControlCurve[] _gains;
        private readonly DuckedBed? _ducking;
        private readonly float[] _automated = new float[SweepFilter.MaxBlock];
        private readonly float _level;
        private readonly VocalPolish? _polish;

        public Chain(PlacedClip placed, ClipRun run, RenderedRun rendered, ClipContext context)
        {
            var clip = placed.Clip;
            int start = Math.Max(0, placed.Start - RunSound.LeadIn), end = placed.End, sampleRate = rendered.Sound.SampleRate;
            _fades = [.. placed.Fades];
            if (placed.EndCut is { } cut && run.Map.At(placed.End) < rendered.SourceLength - 1)
            {
                _fades.Add(cut);
            }

            _filters = [.. clip.Automation.Select(a => SweepFilter.Of(a, context.SamplesPerBeat, sampleRate, start, end)).OfType<SweepFilter>()];
            _bands = [.. clip.Automation.Select(a => Equalizer.Of(a, context.SamplesPerBeat, sampleRate, start, end)).OfType<Equalizer>()];
            _gains =
            [
                .. clip.Automation.Where(a => a.Parameter == Automation.GainDb)
                    .Select(a => ControlCurve.Of(a.Points, context.SamplesPerBeat, start, end, Decibels)),
            ];
            _ducking = context.Ducking is { } curve && curve.IsActive(start, end) ? new DuckedBed(curve, sampleRate) : null;
            _level = Decibels(clip.GainDb + (context.Mastering ? rendered.BalanceDb : 0));
            _polish = context.Mastering && run.Stem == StemKind.Vocals ? new VocalPolish(rendered.VoiceLevel, sampleRate) : null;
        }

        public void Process(int start, Span<float> left, Span<float> right, Span<float> gains)
        {
            // Before the timeline's first sample there is nothing to hear and nothing to evaluate.
            var skip = Math.Clamp(-start, 0, left.Length);
            left = left[skip..];
            right = right[skip..];
            gains = gains[skip..];
            start += skip;
            _polish?.Process(left, right);
            foreach (var filter in _filters)
            {
                filter.Process(start, left, right);
            }

            foreach (var band in _bands)
            {
                band.Process(start, left, right);
            }

            _ducking?.Process(start, left, right);
            gains.Fill(1);
            var automated = _automated.AsSpan(0, gains.Length);
            foreach (var gain in _gains)
            {
                gain.Fill(start, automated);
                TensorPrimitives.Multiply(gains, automated, gains);
            }

            foreach (var fade in _fades)
            {
                fade.Apply(gains, start);
            }

            TensorPrimitives.Multiply(gains, _level, gains);
            TensorPrimitives.Multiply(left, gains, left);
            TensorPrimitives.Multiply(right, gains, right);
        }

        private static float Decibels(double db) => (float)Math.Pow(10, db / 20);
    }
}

/// <summary>What a clip needs to know of the mashup around it.</summary>
/// <param name="SamplesPerBeat">Timeline samples per beat.</param>
/// <param name="Ducking">How far the clip makes room, or <see langword="null"/> for not at all.</param>
/// <param name="Mastering">Whether voices are polished (<see cref="VocalPolish"/>) and stems set level (<see cref="StemLevels"/>).</param>
internal sealed record ClipContext(double SamplesPerBeat, DuckingCurve? Ducking, bool Mastering)
{
    /// <summary>Lends the buffers that clips are mixed into.</summary>
    public BufferPool Buffers { get; init; } = new();
}

/// <summary>A clip as it enters the sum.</summary>
/// <param name="Sound">From its first timeline sample on.</param>
/// <param name="Reverb">What it sends to the reverb, or <see langword="null"/>.</param>
/// <param name="Delay">What it sends to the echo, or <see langword="null"/>.</param>
internal sealed record MixedClip(AudioBuffer Sound, AudioBuffer? Reverb, AudioBuffer? Delay);
