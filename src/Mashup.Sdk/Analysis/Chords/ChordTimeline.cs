using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>The stretches of time that carry one chord each: beats, or equal steps where there are none.</summary>
/// <param name="Times">Boundaries, seconds, ascending; stretch i lies between entries i and i + 1.</param>
/// <param name="Strong">Per stretch: a bar begins with it.</param>
/// <remarks>
/// 1. Every beat is a boundary; the song's start and end are, too.
/// 2. Gaps longer than a median beat are divided into steps of about that length, 0.4 s where there are no beats at all.
/// 3. A stretch that starts within 50 ms of a downbeat is strong: chords change there most.
/// </remarks>
internal sealed record ChordTimeline(IReadOnlyList<double> Times, IReadOnlyList<bool> Strong)
{
    private const double StepSeconds = 0.4;
    private const double ToleranceSeconds = 0.05;

    /// <summary>Number of stretches.</summary>
    public int Count => Strong.Count;

    /// <summary>Covers a song from 0 to its end; where beats are missing, steps as long as the median beat fill the gap.</summary>
    public static ChordTimeline Of(BeatGrid beats, double durationSeconds)
    {
        var step = Step(beats.Beats);
        var times = new List<double> { 0 };
        foreach (var beat in beats.Beats.Where(b => b > ToleranceSeconds && b < durationSeconds - ToleranceSeconds).Append(durationSeconds))
        {
            var last = times[^1];
            var pieces = Math.Max(1, (int)Math.Round((beat - last) / step));
            for (var i = 1; i <= pieces && beat > last; i++)
            {
                times.Add(last + (beat - last) * i / pieces);
            }
        }

        return new ChordTimeline(times, Strengths(times, beats.Downbeats));
    }

    private static double Step(IReadOnlyList<double> beats)
    {
        if (beats.Count < 2)
        {
            return StepSeconds;
        }

        double[] intervals = [.. beats.Zip(beats.Skip(1), (a, b) => b - a).Order()];
        return Math.Max(0.1, intervals[intervals.Length / 2]);
    }

    private static bool[] Strengths(List<double> times, IReadOnlyList<double> downbeats)
    {
        var strong = new bool[times.Count - 1];
        var next = 0;
        for (var i = 0; i < strong.Length; i++)
        {
            while (next < downbeats.Count && downbeats[next] < times[i] - ToleranceSeconds)
            {
                next++;
            }

            strong[i] = next < downbeats.Count && downbeats[next] <= times[i] + ToleranceSeconds;
        }

        return strong;
    }
}
