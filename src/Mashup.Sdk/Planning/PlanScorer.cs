using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Compatibility;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning;

/// <summary>Says how good a plan is expected to sound: its layers weighted by their length; songs that play alone count as half a mashup.</summary>
internal static class PlanScorer
{
    public static PlanScore Score(IReadOnlyList<ArrangedBlock> blocks, PairJudgement[,] judgements, TempoPlan tempo)
    {
        double harmonic = 0, rhythmic = 0, spectral = 0, layered = 0, alone = 0;
        foreach (var block in blocks)
        {
            if (block.Role.Alone)
            {
                alone += block.Block.Bars;
            }
            else if (block.Lead is not null)
            {
                var pair = judgements[block.Role.Lead, block.Role.Bed];
                harmonic += block.Block.Bars * (0.6 * Math.Clamp(0.3 + block.Harmony, 0, 1) + 0.4 * pair.Harmonic);
                rhythmic += block.Block.Bars * pair.Rhythmic;
                spectral += block.Block.Bars * pair.Spectral;
                layered += block.Block.Bars;
            }
        }

        var (h, r, s) = layered > 0 ? (harmonic / layered, rhythmic / layered, spectral / layered) : (0.5, 0.5, 0.5);
        var apart = alone / Math.Max(1, alone + layered);
        var stretched = tempo.Fits.Any(f => f.Percent > 8) ? 8 : 0;
        var overall = 100 * (0.55 * h + 0.3 * r + 0.15 * s) * (1 - 0.5 * apart) - stretched;
        return new PlanScore(Math.Round(Math.Clamp(overall, 0, 100), 1), Unit(h), Unit(r), Unit(s));
    }

    private static double Unit(double value) => Math.Round(Math.Clamp(value, 0, 1), 3);
}
