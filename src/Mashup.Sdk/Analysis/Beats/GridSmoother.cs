namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Moves beats from frames to onsets, then onto a smooth musical grid, so that human looseness does not jitter it.</summary>
/// <remarks>
/// 1. Each beat looks for the novelty's peak within 40 ms; a parabola through it gives the time, its height the weight.
/// 2. Penalised least squares: the beats follow the onsets, bending (second difference) costs. E. T. Whittaker, On a new method of graduation, 1923.
/// 3. Onsets far off the curve lose their weight (Tukey's biweight), three times over.
/// 4. The stiffest of several curves that departs little from the most flexible one is taken: a steady song gets a straight grid.
/// </remarks>
internal static class GridSmoother
{
    private const int Reach = 4;
    private const double OutlierSeconds = 0.03;
    private const double ToleranceSeconds = 0.003;
    private static readonly double[] Stiffness = [20, 300, 5000, 1e5, 1e7];

    /// <summary>Smoothed beat times, as many as <paramref name="beats"/>, on the peaks of the novelty.</summary>
    public static double[] Smooth(double[] beats, float[] novelty, double framesPerSecond)
    {
        double[] observed = new double[beats.Length], weights = new double[beats.Length];
        for (var k = 0; k < beats.Length; k++)
        {
            (observed[k], weights[k]) = Peak(beats[k], novelty, framesPerSecond);
        }

        return Smooth(observed, weights);
    }

    /// <summary>The smooth curve through weighted observations of the beats.</summary>
    public static double[] Smooth(double[] observed, double[] weights)
    {
        var flexible = Fit(observed, weights, Stiffness[0]);
        var best = flexible;
        foreach (var stiffness in Stiffness.Skip(1))
        {
            var stiff = Fit(observed, weights, stiffness);
            double departure = 0, total = 0;
            for (var k = 0; k < stiff.Length; k++)
            {
                departure += weights[k] * (stiff[k] - flexible[k]) * (stiff[k] - flexible[k]);
                total += weights[k];
            }

            if (departure > ToleranceSeconds * ToleranceSeconds * total)
            {
                break;
            }

            best = stiff;
        }

        return best;
    }

    private static (double Time, double Weight) Peak(double time, float[] novelty, double framesPerSecond)
    {
        var centre = (int)Math.Round(time * framesPerSecond);
        var best = -1;
        for (var i = Math.Max(1, centre - Reach); i <= Math.Min(novelty.Length - 2, centre + Reach); i++)
        {
            if (novelty[i] >= novelty[i - 1] && novelty[i] >= novelty[i + 1] && (best < 0 || novelty[i] > novelty[best]))
            {
                best = i;
            }
        }

        if (best < 0 || novelty[best] <= 0)
        {
            return (time, 0.01);
        }

        double before = novelty[best - 1], peak = novelty[best], after = novelty[best + 1], bend = before - 2 * peak + after;
        var shift = bend < 0 ? 0.5 * (before - after) / bend : 0;
        return ((best + shift) / framesPerSecond, 0.02 + Math.Min(peak, 5));
    }

    private static double[] Fit(double[] observed, double[] weights, double stiffness)
    {
        var robust = (double[])weights.Clone();
        var mean = weights.Average();
        var curve = observed;
        for (var round = 0; round < 3; round++)
        {
            curve = Solve(observed, robust, stiffness * mean);
            for (var k = 0; k < robust.Length; k++)
            {
                var r = (observed[k] - curve[k]) / OutlierSeconds;
                robust[k] = weights[k] * (Math.Abs(r) < 1 ? (1 - r * r) * (1 - r * r) : 0) + 1e-4 * mean;
            }
        }

        return curve;
    }

    /// <summary>Solves (W + s D'D) x = W y, D the second difference, by Cholesky factors of the five-diagonal matrix.</summary>
    private static double[] Solve(double[] y, double[] w, double s)
    {
        var n = y.Length;
        double[] d = new double[n], e = new double[n], f = new double[n], x = new double[n];
        for (var k = 0; k < n; k++)
        {
            d[k] = w[k];
            x[k] = w[k] * y[k];
        }

        for (var k = 0; k + 2 < n; k++)
        {
            d[k] += s;
            d[k + 1] += 4 * s;
            d[k + 2] += s;
            e[k] -= 2 * s;
            e[k + 1] -= 2 * s;
            f[k] += s;
        }

        for (var k = 0; k < n; k++)
        {
            if (k + 1 < n)
            {
                var m = e[k] / d[k];
                d[k + 1] -= m * e[k];
                x[k + 1] -= m * x[k];
                if (k + 2 < n)
                {
                    var m2 = f[k] / d[k];
                    e[k + 1] -= m * f[k];
                    d[k + 2] -= m2 * f[k];
                    x[k + 2] -= m2 * x[k];
                }
            }
        }

        for (var k = n - 1; k >= 0; k--)
        {
            x[k] = (x[k] - (k + 1 < n ? e[k] * x[k + 1] : 0) - (k + 2 < n ? f[k] * x[k + 2] : 0)) / d[k];
        }

        return x;
    }
}
