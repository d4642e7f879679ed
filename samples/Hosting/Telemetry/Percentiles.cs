namespace Mashup.Hosting.Telemetry;

/// <summary>Seconds that half, and 95 of 100, did not exceed.</summary>
internal sealed record Percentiles(double? P50, double? P95)
{
    public static Percentiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Percentiles(At(sorted, 0.5), At(sorted, 0.95));
    }

    // Nearest rank.
    private static double? At(double[] sorted, double share) => sorted.Length == 0 ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 3);
}
