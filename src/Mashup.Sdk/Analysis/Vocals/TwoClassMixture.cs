namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Two Gaussians fitted to numbers by expectation maximisation.</summary>
/// <remarks>
/// 1. The classes begin at the 15th and the 75th percentile.
/// 2. Each value is shared out by its densities under both; shares, means and variances follow; sixty times over.
///    A. P. Dempster, N. M. Laird, D. B. Rubin, Maximum likelihood from incomplete data via the EM algorithm, J. Roy. Stat. Soc. B 39, 1977.
/// 3. No class becomes narrower than a twentieth of the whole variance.
/// </remarks>
/// <param name="LowMean">Mean of the lower class.</param>
/// <param name="LowDeviation">Its standard deviation.</param>
/// <param name="HighMean">Mean of the upper class.</param>
/// <param name="HighDeviation">Its standard deviation.</param>
internal sealed record TwoClassMixture(double LowMean, double LowDeviation, double HighMean, double HighDeviation)
{
    private const int Iterations = 60;
    private const double LeastShareOfVariance = 0.05;

    /// <summary>The point as many standard deviations above the lower mean as below the upper one.</summary>
    public double Threshold => (LowMean * HighDeviation + HighMean * LowDeviation) / (LowDeviation + HighDeviation);

    /// <summary>Distance of the means in standard deviations.</summary>
    public double Separation => (HighMean - LowMean) / Math.Sqrt((LowDeviation * LowDeviation + HighDeviation * HighDeviation) / 2);

    /// <summary>Fits both classes to the values.</summary>
    public static TwoClassMixture Fit(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        var mean = values.Average(v => (double)v);
        var variance = Math.Max(1e-9, values.Average(v => (v - mean) * (v - mean)));
        Span<double> means = [sorted[(int)(0.15 * (sorted.Length - 1))], sorted[(int)(0.75 * (sorted.Length - 1))]];
        Span<double> variances = [variance / 2, variance / 2];
        Span<double> shares = [0.4, 0.6];
        Span<double> sums = stackalloc double[6];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            sums.Clear();
            foreach (var value in values)
            {
                var low = shares[0] * Density(value, means[0], variances[0]) + 1e-300;
                var high = shares[1] * Density(value, means[1], variances[1]) + 1e-300;
                var upper = high / (low + high);
                sums[0] += 1 - upper;
                sums[1] += upper;
                sums[2] += (1 - upper) * value;
                sums[3] += upper * value;
                sums[4] += (1 - upper) * value * value;
                sums[5] += upper * value * value;
            }

            for (var c = 0; c < 2; c++)
            {
                var weight = Math.Max(sums[c], 1e-9);
                shares[c] = weight / values.Length;
                means[c] = sums[2 + c] / weight;
                variances[c] = Math.Max(LeastShareOfVariance * variance, sums[4 + c] / weight - means[c] * means[c]);
            }
        }

        var lower = means[0] <= means[1] ? 0 : 1;
        return new(means[lower], Math.Sqrt(variances[lower]), means[1 - lower], Math.Sqrt(variances[1 - lower]));
    }

    private static double Density(double value, double mean, double variance) =>
        Math.Exp(-(value - mean) * (value - mean) / (2 * variance)) / Math.Sqrt(variance);
}
