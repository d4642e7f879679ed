namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Finds the best chain of pulses around a given period through a whole song.</summary>
/// <remarks>
/// A beat pointer whose state is (time of the last pulse, interval before it), decoded exactly by dynamic programming over pulses:
/// 1. A pulse at time t earns the novelty at t and a part of that half an interval earlier, weighted by the interval, so that slow and fast paths compare.
/// 2. A change of interval costs its squared logarithm: tempo drifts, it does not jump.
/// 3. The best path through all states wins; its pulses are read backwards. Scores are kept only as far back as an interval reaches.
/// D. P. W. Ellis, Beat tracking by dynamic programming, JNMR 36(1), 2007, with the interval as a state:
/// F. Krebs, S. Böck, G. Widmer, An efficient state-space model for joint tempo and meter tracking, ISMIR 2015.
/// </remarks>
internal sealed class PulseTracker(float[] novelty, double ticksPerSecond)
{
    private const double Range = 0.12;
    private const int MaxStep = 3;
    private const double ChangeWidth = 0.02;
    private const float HalfWeight = 0.9f;
    private const sbyte First = sbyte.MinValue;

    /// <summary>Tracks pulses with intervals within 12 % of a candidate period.</summary>
    public PulseChain Track((double Period, double Strength) candidate, CancellationToken cancellationToken)
    {
        var period = candidate.Period;
        int low = Math.Max(2, (int)Math.Floor(period * (1 - Range) * ticksPerSecond)), high = (int)Math.Ceiling(period * (1 + Range) * ticksPerSecond);
        int intervals = high - low + 1, length = novelty.Length;
        var nominal = period * ticksPerSecond;
        var score = new float[(high + 1) * intervals];
        var step = new sbyte[(long)length * intervals];
        var penalty = new float[2 * MaxStep + 1];
        for (var k = -MaxStep; k <= MaxStep; k++)
        {
            var change = k / nominal / ChangeWidth;
            penalty[k + MaxStep] = (float)(0.5 * change * change);
        }

        for (var t = 0; t < length; t++)
        {
            if (t % 1024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var row = score.AsSpan(t % (high + 1) * intervals, intervals);
            for (var j = 0; j < intervals; j++)
            {
                var d = low + j;
                var earned = (novelty[t] + HalfWeight * (t >= d / 2 ? novelty[t - d / 2] : 0)) * (float)(d / nominal);
                var previous = t - d;
                if (previous < 0)
                {
                    row[j] = earned;
                    step[t * intervals + j] = First;
                    continue;
                }

                var from = score.AsSpan(previous % (high + 1) * intervals, intervals);
                var best = float.MinValue;
                var bestStep = 0;
                for (int k = Math.Max(-MaxStep, -j), end = Math.Min(MaxStep, intervals - 1 - j); k <= end; k++)
                {
                    var value = from[j + k] - penalty[k + MaxStep];
                    if (value > best)
                    {
                        best = value;
                        bestStep = k;
                    }
                }

                row[j] = best + earned;
                step[t * intervals + j] = (sbyte)bestStep;
            }
        }

        var (ticks, mean) = Trace(score, step, low, intervals);
        var times = Array.ConvertAll(ticks, t => t / ticksPerSecond);
        return new PulseChain((times[^1] - times[0]) / Math.Max(1, times.Length - 1), candidate.Strength, mean, times);
    }

    private (int[] Ticks, double Score) Trace(float[] score, sbyte[] step, int low, int intervals)
    {
        // The last pulse lies less than an interval before the end, where scores are still kept.
        int length = novelty.Length, kept = score.Length / intervals, last = Math.Max(0, length - kept);
        var (best, highest) = (last * intervals, float.MinValue);
        for (var t = last; t < length; t++)
        {
            for (var j = 0; j < intervals; j++)
            {
                var value = score[t % kept * intervals + j];
                (best, highest) = value > highest ? (t * intervals + j, value) : (best, highest);
            }
        }

        var ticks = new List<int>();
        for (int t = best / intervals, j = best % intervals; ;)
        {
            ticks.Add(t);
            var k = step[t * intervals + j];
            if (k == First)
            {
                break;
            }

            t -= low + j;
            j += k;
        }

        ticks.Reverse();
        return ([.. ticks], highest / ticks.Count);
    }
}
