using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Scoring;

/// <summary>What the plan alone tells about the result.</summary>
internal static class LayerChecks
{
    /// <summary>Whether anything but songs on their own sounds at a time, so that the plan's beats can be heard.</summary>
    public static bool HasGrid(MashupPlan plan, double seconds)
    {
        var beat = seconds * plan.Bpm / 60;
        var alone = false;
        foreach (var clip in plan.Clips)
        {
            if (beat >= clip.StartBeat && beat < clip.StartBeat + clip.Beats)
            {
                if (clip.Stem != StemKind.Mix)
                {
                    return true;
                }

                alone = true;
            }
        }

        return !alone;
    }

    /// <summary>Share of the layered time in which pitched layers of two songs stand in unrelated keys.</summary>
    public static double ClashShare(MashupPlan plan)
    {
        var pitched = plan.Clips.Where(c => c.Stem is not (StemKind.Drums or StemKind.Mix)).ToArray();
        double clashing = 0, together = 0;
        for (var i = 0; i < pitched.Length; i++)
        {
            for (var j = i + 1; j < pitched.Length; j++)
            {
                var (a, b) = (pitched[i], pitched[j]);
                var overlap = Math.Min(a.StartBeat + a.Beats, b.StartBeat + b.Beats) - Math.Max(a.StartBeat, b.StartBeat);
                if (a.Track != b.Track && overlap > 0)
                {
                    together += overlap;
                    clashing += Related(Key(plan, a), Key(plan, b)) ? 0 : overlap;
                }
            }
        }

        return together > 0 ? clashing / together : 0;
    }

    /// <summary>Share of the played time that repeats source music heard twice before.</summary>
    public static double RepeatedShare(MashupPlan plan)
    {
        double repeated = 0, all = 0;
        foreach (var group in plan.Clips.GroupBy(c => (c.Track, c.Stem)))
        {
            var heard = new Dictionary<int, int>();
            foreach (var clip in group.OrderBy(c => c.StartBeat))
            {
                for (var second = (int)clip.Warp[0].Source; second < (int)clip.Warp[^1].Source; second++)
                {
                    heard[second] = heard.GetValueOrDefault(second) + 1;
                    all++;
                    repeated += heard[second] > 2 ? 1 : 0;
                }
            }
        }

        return all > 0 ? repeated / all : 0;
    }

    private static MusicalKey Key(MashupPlan plan, PlanClip clip) =>
        plan.Tracks.First(t => t.Id == clip.Track).Key.Transpose((int)Math.Round(clip.Semitones));

    private static bool Related(MusicalKey a, MusicalKey b) => (a.MajorTonic - b.MajorTonic + 12) % 12 is 0 or 5 or 7 || a.Tonic == b.Tonic;
}
