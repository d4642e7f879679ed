using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Planning.Variants;

/// <summary>How much of a plan another plan plays as well.</summary>
internal static class PlanLikeness
{
    private const double CellSeconds = 0.25;

    /// <summary>Share of the clip time, 0 to 1, that comes from the same stem and the same place of the same song, whenever it sounds; of the smaller plan.</summary>
    public static double Shared(MashupPlan a, MashupPlan b)
    {
        var (x, y) = (Cells(a), Cells(b));
        var smaller = Math.Min(x.Count, y.Count);
        x.IntersectWith(y);
        return smaller == 0 ? 0 : x.Count / (double)smaller;
    }

    private static HashSet<(string Track, StemKind Stem, int Cell)> Cells(MashupPlan plan)
    {
        var cells = new HashSet<(string, StemKind, int)>();
        foreach (var clip in plan.Clips)
        {
            for (var cell = (int)(clip.SourceAt(clip.StartBeat) / CellSeconds); cell < clip.SourceAt(clip.StartBeat + clip.Beats) / CellSeconds; cell++)
            {
                cells.Add((clip.Track, clip.Stem, cell));
            }
        }

        return cells;
    }
}
