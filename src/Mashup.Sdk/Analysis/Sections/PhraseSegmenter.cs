namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Cuts a song into sections where it changes, in lengths that songs are made of.</summary>
/// <remarks>
/// 1. Every cut earns the log odds of its bar line and a constant, every section a bonus or a malus for its length, counted from the cut
///    before it: multiples of 8 bars best, then of 4, of 2, odd ones last.
/// 2. Dynamic programming over the bars: the best sum wins.
/// After G. Sargent, F. Bimbot, E. Vincent, A regularity-constrained Viterbi algorithm, ISMIR 2011.
/// </remarks>
internal static class PhraseSegmenter
{
    // Sections are few: where a cut is less likely than none, it is still the better guess, since a missed one costs as much as a false one.
    private const double BonusPerCut = 1.6;
    private const double ShortPerBar = 0.5;
    private const double LongPerBar = 0.12;
    private const int ShortBars = 4;
    private const int LongBars = 16;
    private const int MostBars = 48;

    // Songs end when they end: the last section's length says less, but a last chord is no section.
    private const double LastSectionWeight = 0.3;
    private const int FewestLastBars = 2;

    /// <summary>First bars of the sections, the first one 0.</summary>
    /// <param name="novelty">Log odds of a section start at each bar.</param>
    public static List<int> Cut(double[] novelty)
    {
        var count = novelty.Length;
        var best = new double[count + 1];
        var from = new int[count + 1];
        for (var end = 1; end <= count; end++)
        {
            best[end] = double.NegativeInfinity;
            for (var start = Math.Max(0, end - MostBars); start < end; start++)
            {
                var score = best[start] + LengthScore(end - start) * (end == count ? LastSectionWeight : 1);
                if (score > best[end] && (end < count || end - start >= FewestLastBars || start == 0))
                {
                    (best[end], from[end]) = (score, start);
                }
            }

            best[end] += end < count ? novelty[end] + BonusPerCut : 0;
        }

        var starts = new List<int>();
        for (var end = count; end > 0; end = from[end])
        {
            starts.Insert(0, from[end]);
        }

        return starts;
    }

    private static double LengthScore(int bars)
    {
        var regularity = (bars % 8, bars % 4, bars % 2) switch
        {
            (0, _, _) => 0.5,
            (_, 0, _) => 0.35,
            (_, _, 0) => -0.4,
            _ => -0.6,
        };
        return regularity - ShortPerBar * Math.Max(0, ShortBars - bars) - LongPerBar * Math.Max(0, bars - LongBars);
    }
}
