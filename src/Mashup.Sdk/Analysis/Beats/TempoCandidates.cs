namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Periods at which a song may be beating.</summary>
/// <remarks>
/// 1. The tempogram's mean over time (<see cref="TempogramExtractor"/>), blind to slow drift.
/// 2. A period's strength is the mean of the autocorrelation at its first four multiples, so that subdivisions support their beat.
/// 3. The strongest peaks from 48 to 220 beats per minute, and their halves and doubles inside that range.
/// </remarks>
internal static class TempoCandidates
{
    private const double Slowest = 48, Fastest = 220;
    private const int Peaks = 5;

    /// <summary>Candidate periods in seconds, strongest first.</summary>
    public static IReadOnlyList<(double Period, double Strength)> Find(Tempogram tempogram)
    {
        var acf = Mean(tempogram);
        var framesPerSecond = tempogram.LagsPerSecond;
        var grid = new List<(double Period, double Strength)>();
        for (var bpm = Fastest * 1.02; bpm > Slowest / 1.02; bpm /= 1.01)
        {
            grid.Add((60 / bpm, Strength(acf, 60 / bpm * framesPerSecond)));
        }

        var peaks = Enumerable.Range(1, grid.Count - 2)
            .Where(i => grid[i].Strength > 0 && grid[i].Strength >= grid[i - 1].Strength && grid[i].Strength > grid[i + 1].Strength)
            .Select(i => grid[i]).OrderByDescending(p => p.Strength).Take(Peaks).ToList();
        var found = new List<(double Period, double Strength)>();
        foreach (var peak in peaks)
        {
            foreach (var factor in (double[])[1, 0.5, 2])
            {
                var period = peak.Period * factor;
                if (period is > 60 / Fastest and < 60 / Slowest && !found.Exists(f => Math.Abs(f.Period / period - 1) < 0.05))
                {
                    found.Add((period, Strength(acf, period * framesPerSecond)));
                }
            }
        }

        return found;
    }

    private static double Strength(double[] acf, double lag)
    {
        double sum = 0;
        for (var k = 1; k <= 4; k++)
        {
            var x = k * lag;
            var i = (int)x;
            sum += i + 1 < acf.Length ? acf[i] + (x - i) * (acf[i + 1] - acf[i]) : 0;
        }

        return sum / 4;
    }

    private static double[] Mean(Tempogram tempogram)
    {
        var acf = new double[tempogram.Frames[0].Length];
        foreach (var frame in tempogram.Frames)
        {
            for (var lag = 0; lag < acf.Length; lag++)
            {
                acf[lag] += frame[lag];
            }
        }

        var scale = acf[0] > 0 ? 1 / acf[0] : 0;
        for (var lag = 0; lag < acf.Length; lag++)
        {
            acf[lag] *= scale;
        }

        return acf;
    }
}
