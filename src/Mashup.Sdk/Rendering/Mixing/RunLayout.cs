using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Lays the plan's clips out on the timeline, in samples.</summary>
/// <remarks>
/// 1. Clips of one stem of one song, equally shifted, whose maps meet within 3 ms where one ends and the next begins, become one run. Between them the
///    sound is the same on both sides, so they cross linearly (they sum to one) and not with equal power (they would swell by 3 dB).
///    Where clips overlap and the plan fades them otherwise than over their overlap, they stay apart and fade as planned.
/// 2. A cut without a fade is faded over the 5 ms <em>before</em> it, on both sides: the attack that the incoming clip starts with is left whole,
///    and the outgoing one does not start the bar that is no longer its own. Cuts of loops thereby cross-fade. A shorter fade is a cut: it would click.
/// 3. Where the source itself begins or ends at the cut there is nothing to fade; where the timeline cuts through a clip there is.
/// </remarks>
internal sealed class RunLayout
{
    private const double CutSeconds = 0.005;
    private const double MeetingSeconds = 0.003;

    private readonly double _samplesPerBeat;
    private readonly double _cut;
    private readonly double _meeting;
    private readonly int _total;

    private RunLayout(MashupPlan plan, int total)
    {
        _samplesPerBeat = 60 / plan.Bpm * plan.SampleRate;
        _cut = Math.Round(CutSeconds * plan.SampleRate);
        _meeting = MeetingSeconds * plan.SampleRate;
        _total = total;
    }

    /// <summary>The runs in the order of their first clips; what lies outside the timeline is left out.</summary>
    /// <param name="plan">What plays when.</param>
    /// <param name="total">Length of the timeline, samples.</param>
    public static IReadOnlyList<ClipRun> Make(MashupPlan plan, int total)
    {
        var layout = new RunLayout(plan, total);
        var tempo = plan.Tracks.ToDictionary(t => t.Id, t => t.Bpm);
        var chains = new List<Chain>();
        foreach (var (clip, index) in plan.Clips.Select((c, i) => (c, i)).OrderBy(c => c.c.StartBeat).ThenBy(c => c.i))
        {
            var bounds = layout.Bounds(clip);
            if (bounds.End <= 0 || bounds.Start >= total || bounds.End <= bounds.Start)
            {
                continue;
            }

            var map = WarpMap.Of(clip, layout._samplesPerBeat, plan.SampleRate, tempo[clip.Track]);
            if (!chains.Any(chain => layout.Extend(chain, clip, bounds, map)))
            {
                chains.Add(new Chain(index, map, [(clip, bounds, map)]));
            }
        }

        return [.. chains.OrderBy(c => c.Index).Select(layout.Place).Where(run => run.Clips.Count > 0)];
    }

    private (double Start, double End) Bounds(PlanClip clip) =>
        (Math.Round(clip.StartBeat * _samplesPerBeat), Math.Round((clip.StartBeat + clip.Beats) * _samplesPerBeat));

    private bool Extend(Chain chain, PlanClip clip, (double Start, double End) bounds, WarpMap map)
    {
        var (last, lastBounds, lastMap) = chain.Clips[^1];
        var overlap = lastBounds.End - bounds.Start;
        if (last.Track != clip.Track || last.Stem != clip.Stem || last.Semitones != clip.Semitones
            || overlap < -1 || bounds.Start <= lastBounds.Start || bounds.End <= lastBounds.End
            || !IsCrossed(last.FadeOutBeats, overlap) || !IsCrossed(clip.FadeInBeats, overlap)
            || !Meets(lastMap, map, bounds.Start) || !Meets(lastMap, map, lastBounds.End)
            || chain.Map.Join(map, (bounds.Start + lastBounds.End) / 2) is not { } joined)
        {
            return false;
        }

        chain.Map = joined;
        chain.Clips.Add((clip, bounds, map));
        return true;
    }

    // Whether a seam over an overlap does what a planned fade asks for.
    private bool IsCrossed(double beats, double overlap) =>
        !IsFade(beats) || (overlap >= _cut && Math.Abs(beats * _samplesPerBeat - overlap) <= _meeting);

    private bool IsFade(double beats) => beats * _samplesPerBeat >= _cut;

    private bool Meets(WarpMap a, WarpMap b, double timeline) => Math.Abs(a.At(timeline) - b.At(timeline)) <= _meeting;

    private ClipRun Place(Chain chain)
    {
        var placed = new List<PlacedClip>();
        for (var i = 0; i < chain.Clips.Count; i++)
        {
            var (clip, (start, end), _) = chain.Clips[i];
            Fade? enter = i > 0 ? Seam(chain.Clips[i - 1].Bounds.End, start, rises: true) : FadeIn(clip, start, end, chain.Map);
            Fade? leave = i + 1 < chain.Clips.Count ? Seam(end, chain.Clips[i + 1].Bounds.Start, rises: false) : FadeOut(clip, start, end);
            var fades = new List<Fade>();
            if (enter is { } fadeIn)
            {
                fades.Add(fadeIn);
                start = Math.Min(start, fadeIn.From);
            }

            if (leave is { } fadeOut)
            {
                fades.Add(fadeOut);
            }

            if (start < 0)
            {
                fades.Add(new Fade(0, _cut, Rises: true, FadeShape.EqualPower));
            }

            if (end > _total)
            {
                fades.Add(new Fade(_total - _cut, _total, Rises: false, FadeShape.EqualPower));
            }

            Fade? cut = leave is null && end <= _total ? new Fade(end - _cut, end, Rises: false, FadeShape.EqualPower) : null;
            placed.Add(new PlacedClip(clip, (int)Math.Max(start, 0), (int)Math.Min(end, _total), fades, cut));
        }

        return new ClipRun([.. placed.Where(p => p.End > p.Start)], chain.Map);
    }

    // Both sides of a seam use the same ramp, one up and one down.
    private Fade Seam(double end, double start, bool rises) =>
        end - start >= _cut ? new Fade(start, end, rises, FadeShape.Linear) : new Fade(end - _cut, end, rises, FadeShape.Linear);

    private Fade? FadeIn(PlanClip clip, double start, double end, WarpMap map)
    {
        if (IsFade(clip.FadeInBeats))
        {
            return new Fade(start, Math.Min(start + clip.FadeInBeats * _samplesPerBeat, end), Rises: true, FadeShape.EqualPower);
        }

        // A clip that begins with its file has nothing before it; at the very start of the mashup there is no room before the cut.
        return map.At(start) <= 1 ? null : start < _cut && start >= 0
            ? new Fade(start, start + _cut, Rises: true, FadeShape.EqualPower)
            : new Fade(start - _cut, start, Rises: true, FadeShape.EqualPower);
    }

    private Fade? FadeOut(PlanClip clip, double start, double end) =>
        IsFade(clip.FadeOutBeats) ? new Fade(Math.Max(end - clip.FadeOutBeats * _samplesPerBeat, start), end, Rises: false, FadeShape.EqualPower) : null;

    private sealed class Chain(int index, WarpMap map, List<(PlanClip Clip, (double Start, double End) Bounds, WarpMap Map)> clips)
    {
        public int Index { get; } = index;

        public WarpMap Map { get; set; } = map;

        public List<(PlanClip Clip, (double Start, double End) Bounds, WarpMap Map)> Clips { get; } = clips;
    }
}
