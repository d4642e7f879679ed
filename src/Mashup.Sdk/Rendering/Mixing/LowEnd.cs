using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Swaps kick and bass between songs: never two kicks, never two basses at once, whatever the plan overlaps.</summary>
/// <remarks>
/// 1. Two clips of different songs are rivals where both have a kick (drums, instrumental, mix) or both a bass (bass, instrumental, mix).
/// 2. Where one gives way to the other, the lows change hands on the bar line nearest to the middle of their overlap. Where one plays within the other, it has
///    the lows while it plays.
/// 3. The one that loses them falls within half a beat before the bar line; the one that gets them rises just before it, so that its first kick is whole.
/// </remarks>
internal static class LowEnd
{
    private const double OffDb = -40;
    private const double FallBeats = 0.5;
    private const double RiseBeats = 0.0625;
    private const double InaudibleDb = -60;
    private const double ShortestOverlap = 0.02;

    /// <summary>The plan with one more automation for every clip that has to give way.</summary>
    public static MashupPlan Swap(MashupPlan plan)
    {
        var clips = plan.Clips.Where(c => Lows(c.Stem) != Low.None && c.GainDb > InaudibleDb && c.Beats > 0)
            .Select((clip, index) => (clip, index)).OrderBy(c => c.clip.StartBeat).ThenBy(c => c.index).Select(c => c.clip).ToArray();
        var bar = Bar(plan);
        var without = new Dictionary<PlanClip, List<(double From, double To)>>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < clips.Length; i++)
        {
            for (var j = i + 1; j < clips.Length && clips[j].StartBeat < End(clips[i]); j++)
            {
                var (first, second) = (clips[i], clips[j]);
                var (from, to) = (second.StartBeat, Math.Min(End(first), End(second)));
                if (first.Track == second.Track || (Lows(first.Stem) & Lows(second.Stem)) == Low.None || to - from < ShortestOverlap)
                {
                    continue;
                }

                var swap = End(second) < End(first) ? from : Line(from, to, bar);
                Take(first, swap, to);
                Take(second, from, swap);
            }
        }

        return plan with
        {
            Clips = [.. plan.Clips.Select(c => without.TryGetValue(c, out var spans) ? c with { Automation = [.. c.Automation, Course(c, spans)] } : c)],
        };

        void Take(PlanClip clip, double from, double to)
        {
            if (to > from)
            {
                (without.TryGetValue(clip, out var spans) ? spans : without[clip] = []).Add((from, to));
            }
        }
    }

    private static Automation Course(PlanClip clip, List<(double From, double To)> spans)
    {
        spans.Sort();
        var merged = new List<(double From, double To)> { spans[0] };
        foreach (var span in spans.Skip(1))
        {
            if (span.From <= merged[^1].To + FallBeats)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, span.To));
            }
            else
            {
                merged.Add(span);
            }
        }

        var points = new List<AutomationPoint>();
        foreach (var (from, to) in merged)
        {
            if (from > clip.StartBeat)
            {
                points.Add(new AutomationPoint(from - FallBeats, 0));
            }

            points.Add(new AutomationPoint(from, OffDb));
            points.Add(new AutomationPoint(Math.Max(from, to - RiseBeats), OffDb));
            if (to < End(clip))
            {
                points.Add(new AutomationPoint(Math.Max(from, to), 0));
            }
        }

        return new Automation(Automation.LowGainDb, points);
    }

    private static double Line(double from, double to, double bar)
    {
        var middle = (from + to) / 2;
        var line = Math.Round(middle / bar) * bar;
        return line >= from && line <= to ? line : middle;
    }

    // Sections begin on bars; where they do not tell, a bar has four beats.
    private static double Bar(MashupPlan plan) =>
        plan.Sections.Count > 1 && plan.Sections.All(s => s.StartBeat % 3 == 0) && plan.Sections.Any(s => s.StartBeat % 4 != 0) ? 3 : 4;

    private static double End(PlanClip clip) => clip.StartBeat + clip.Beats;

    private static Low Lows(StemKind stem) => stem switch
    {
        StemKind.Drums => Low.Kick,
        StemKind.Bass => Low.Bass,
        StemKind.Instrumental or StemKind.Mix => Low.Kick | Low.Bass,
        _ => Low.None,
    };

    [Flags]
    private enum Low
    {
        None = 0,
        Kick = 1,
        Bass = 2,
    }
}
