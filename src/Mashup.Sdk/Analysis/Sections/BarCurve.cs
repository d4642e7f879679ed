using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>One feature of every bar of a song, and how it differs on both sides of a bar line.</summary>
/// <param name="bars">The feature vector of every bar, all of one length.</param>
/// <remarks>
/// 1. The bars before and the bars after a line are two samples.
/// 2. Their means' distance is the change; over the spread inside the samples it is Student's two-sample statistic (Biometrika 6(1), 1908).
/// 3. A twentieth of the song's own variance is added to the spread, so that loops that repeat to the sample do not count for ever.
/// </remarks>
internal sealed class BarCurve(float[][] bars)
{
    private const double LeastShareOfVariance = 0.05;
    private readonly double _variance = Variance(bars, Mean(bars));

    /// <summary>Distance of the means of the bars before and after a bar line (sum of magnitudes).</summary>
    /// <param name="at">The first bar after the line, 1 at least.</param>
    /// <param name="width">Number of bars on each side.</param>
    public double Change(int at, int width)
    {
        var (before, after) = (Mean(Before(at, width)), Mean(After(at, width)));
        TensorPrimitives.Subtract(after, before, after);
        return TensorPrimitives.SumOfMagnitudes<float>(after);
    }

    /// <summary>
    /// Distance of the means in terms of the spread of the bars on each side, as the t statistic of two samples: small but steady differences,
    /// such as a pad that joins in, count for as much as they are sure.
    /// </summary>
    /// <param name="at">The first bar after the line, 1 at least.</param>
    /// <param name="width">Number of bars on each side.</param>
    public double Contrast(int at, int width)
    {
        ReadOnlySpan<float[]> before = Before(at, width), after = After(at, width);
        float[] meanBefore = Mean(before), meanAfter = Mean(after);
        double a = before.Length, b = after.Length;
        var spread = (a * Variance(before, meanBefore) + b * Variance(after, meanAfter)) / Math.Max(1, a + b - 2);
        var distance = TensorPrimitives.Distance<float>(meanBefore, meanAfter);
        return distance * Math.Sqrt(a * b / (a + b) / (spread + LeastShareOfVariance * _variance + 1e-9));
    }

    private static float[] Mean(ReadOnlySpan<float[]> bars)
    {
        var mean = (float[])bars[0].Clone();
        foreach (var bar in bars[1..])
        {
            TensorPrimitives.Add(mean, bar, mean);
        }

        TensorPrimitives.Divide(mean, bars.Length, mean);
        return mean;
    }

    private static double Variance(ReadOnlySpan<float[]> bars, float[] mean)
    {
        double sum = 0;
        foreach (var bar in bars)
        {
            var distance = TensorPrimitives.Distance<float>(bar, mean);
            sum += distance * distance;
        }

        return sum / bars.Length;
    }

    private ReadOnlySpan<float[]> Before(int at, int width) => bars.AsSpan(Math.Max(0, at - width), Math.Min(width, at));

    private ReadOnlySpan<float[]> After(int at, int width) => bars.AsSpan(at, Math.Min(width, bars.Length - at));
}
