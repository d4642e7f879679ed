namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Lets the beats begin where the music begins and end where it ends.</summary>
/// <remarks>
/// 1. The grid is carried on at its own pace over the whole span in which the song is heard, to the sample at 0 and through a fade-out: on and on
///    while no bar passes without an attack.
/// 2. Beats before the first sound are dropped, and those in hum and hiss before the music: faint, without an attack.
/// 3. A fade-out has a bar's worth of faint attacks; with less, beats end at the song's loud end. Those in the reverberation of the last bar are
///    dropped as well: no attack, and fainter than the bar before.
/// An attack is a rise of the level from the 45 ms before a beat to the 60 ms after it.
/// </remarks>
internal static class GridExtent
{
    private const double Early = 0.07;
    private const double AttackDb = 1.5, FaintAttackDb = 3, FaintDb = -3.5;
    private const int PaceBeats = 8;

    /// <summary>Carries a grid on to both ends of the music.</summary>
    public static (double[] Beats, int[] Places) Extend(double[] beats, int[] places, int meter, SoundingSpan span)
    {
        List<double> times = [.. beats];
        var pace = Math.Min(PaceBeats, times.Count - 1);
        double first = (times[pace] - times[0]) / pace, last = (times[^1] - times[^(pace + 1)]) / pace;
        var before = 0;
        while (times[0] - first > span.Start - Early)
        {
            times.Insert(0, times[0] - first);
            before++;
        }

        for (var still = 0; still < meter && times[^1] + last < span.FadedEnd;)
        {
            times.Add(times[^1] + last);
            still = times[^1] < span.End || Rise(times[^1], span) > FaintAttackDb ? 0 : still + 1;
        }

        return ([.. times], [.. Enumerable.Range(0, times.Count).Select(k => (k - before) switch
        {
            < 0 => ((places[0] + k - before) % meter + meter) % meter,
            var i when i < places.Length => places[i],
            var i => (places[^1] + i - places.Length + 1) % meter,
        })]);
    }

    /// <summary>The grid of the beats within the music.</summary>
    public static BeatGrid Cut(double[] beats, int[] places, int meter, double confidence, SoundingSpan span)
    {
        int from = 0, to = beats.Length;
        while (from < to && (beats[from] < span.Start - Early || beats[from] < span.LoudStart - Early && Rise(beats[from], span) < FaintAttackDb))
        {
            from++;
        }

        var fades = beats.Count(t => t > span.End && Rise(t, span) >= FaintAttackDb) >= meter;
        while (to > from && (beats[to - 1] > span.End ? !fades || Rise(beats[to - 1], span) < FaintAttackDb : RingsOut(beats, to - 1, meter, span)))
        {
            to--;
        }

        if (to - from < 2)
        {
            return BeatGrid.None;
        }

        double[] times = [.. beats[from..to].Select(t => Math.Max(0, t))];
        double[] intervals = [.. times.Zip(times.Skip(1), (a, b) => b - a).Order()];
        return new BeatGrid(60 / intervals[intervals.Length / 2], confidence, meter, times, [.. times.Where((_, k) => places[from + k] == 0)]);
    }

    private static double Rise(double time, SoundingSpan span) => span.Db(time, time + 0.06) - span.Db(time - 0.05, time - 0.005);

    private static bool RingsOut(double[] beats, int k, int meter, SoundingSpan span)
    {
        double time = beats[k], interval = time - beats[Math.Max(0, k - 1)];
        return k >= meter && Rise(time, span) < AttackDb && span.Db(time, time + 0.7 * interval) - span.Db(beats[k - meter], time) < FaintDb;
    }
}
