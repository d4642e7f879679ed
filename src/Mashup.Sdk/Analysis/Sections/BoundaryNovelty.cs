using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>How much a song changes at each bar line.</summary>
/// <remarks>
/// 1. The bars before and after each bar line are averaged over one, two or four bars and compared, feature by feature: rhythm patterns,
///    levels, vocal activity, chroma. After J. Foote, Automatic audio segmentation using a measure of audio novelty, ICME 2000.
/// 2. Two marks that drummers set: a cymbal on the first beat after the line, and a fill in the bar before it.
/// 3. Each curve is put on the song's own scale (about mean 0, deviation 1); their weighted sum, on that scale again, is the novelty.
/// </remarks>
internal static class BoundaryNovelty
{
    private const double Most = 4;
    private const double Least = -3;
    private const double TypicalShare = 0.95;

    // What holding back the highest twentieth takes off the deviation of a curve with rare peaks.
    private const double HeldDeviation = 0.7;

    /// <summary>Novelty at the start of each bar; the first counts as average.</summary>
    public static double[] Compute(BarFeatures[] bars)
    {
        var novelty = new double[bars.Length];
        Add(1.0, t => Change(bars, t, 1, b => b.Snare));
        Add(1.0, t => Change(bars, t, 2, b => b.Snare));
        Add(1.0, t => Change(bars, t, 2, b => b.Kick));
        Add(1.0, t => Change(bars, t, 1, b => b.Levels));
        Add(0.3, t => Change(bars, t, 2, b => [b.Vocal]));
        Add(0.3, t => Change(bars, t, 4, b => b.Chroma));
        Add(1.0, t => bars[t].Accent);
        Add(0.5, t => t < 2 ? 0 : TensorPrimitives.Distance<float>(bars[t - 1].Snare, bars[t - 2].Snare));
        Standardise(novelty);
        return novelty;

        void Add(double weight, Func<int, double> curve)
        {
            var values = new double[bars.Length];
            for (var t = 1; t < values.Length; t++)
            {
                values[t] = curve(t);
            }

            Standardise(values);
            for (var t = 0; t < values.Length; t++)
            {
                novelty[t] += weight * values[t];
            }
        }
    }

    private static double Change(BarFeatures[] bars, int at, int width, Func<BarFeatures, float[]> feature)
    {
        var before = Mean(bars.AsSpan(Math.Max(0, at - width), Math.Min(width, at)), feature);
        var after = Mean(bars.AsSpan(at, Math.Min(width, bars.Length - at)), feature);
        TensorPrimitives.Subtract(after, before, after);
        return TensorPrimitives.SumOfMagnitudes<float>(after);
    }

    private static float[] Mean(ReadOnlySpan<BarFeatures> bars, Func<BarFeatures, float[]> feature)
    {
        var mean = (float[])feature(bars[0]).Clone();
        foreach (var bar in bars[1..])
        {
            TensorPrimitives.Add(mean, feature(bar), mean);
        }

        TensorPrimitives.Divide(mean, bars.Length, mean);
        return mean;
    }

    private static void Standardise(Span<double> values)
    {
        if (values.Length < 2)
        {
            return;
        }

        // One stop or one crash must not flatten all other changes: for the scale, the highest twentieth counts as the 95th percentile.
        var sorted = values[1..].ToArray();
        Array.Sort(sorted);
        var ceiling = sorted[(int)Math.Ceiling(TypicalShare * (sorted.Length - 1))];
        double sum = 0, squares = 0;
        foreach (var value in sorted)
        {
            var held = Math.Min(value, ceiling);
            sum += held;
            squares += held * held;
        }

        var mean = sum / sorted.Length;
        var scale = HeldDeviation / (Math.Sqrt(Math.Max(0, squares / sorted.Length - mean * mean)) + 1e-6);
        for (var t = 0; t < values.Length; t++)
        {
            values[t] = t == 0 ? 0 : Math.Clamp((values[t] - mean) * scale, Least, Most);
        }
    }
}
