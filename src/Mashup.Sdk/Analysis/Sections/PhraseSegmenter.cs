namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Cuts a song into sections where it changes, in lengths that songs are made of.</summary>
/// <remarks>
/// Dynamic programming over the bars: every cut earns the novelty of its bar line less a price, every section a bonus or a malus for its
/// length, counted from the cut before it: multiples of 8 bars best, then of 4, of 2, odd ones last. The best sum wins.
/// After G. Sargent, F. Bimbot, E. Vincent, A regularity-constrained Viterbi algorithm, ISMIR 2011.
/// </remarks>
internal static class PhraseSegmenter
{
    private const double PricePerCut = 0.8;
    private const double ShortPerBar = 0.5;
    private const double LongPerBar = 0.0625;
    private const int ShortBars = 4;
    private const int LongBars = 16;
    private const int MostBars = 48;

    // Songs end when they end: the last section's length says less, but a last chord is no section.
    private const double LastSectionWeight = 0.3;
    private const int FewestLastBars = 2;

    /// <summary>First bars of the sections, the first one 0.</summary>
    /// <param name="novelty">Novelty at the start of each bar, in standard deviations.</param>
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

            best[end] += end < count ? novelty[end] - PricePerCut : 0;
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
            (0, _, _) => 0.45,
            (_, 0, _) => 0.3,
            (_, _, 0) => -0.45,
            _ => -0.75,
        };
        return regularity - ShortPerBar * Math.Max(0, ShortBars - bars) - LongPerBar * Math.Max(0, bars - LongBars);
    }
}
