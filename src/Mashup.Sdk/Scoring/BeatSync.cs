using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Scoring;

/// <summary>Judges whether the attacks of a finished mashup fall on the beats of its plan.</summary>
/// <remarks>
/// 1. Where drums play, section by section: the strength of attacks on the half beats against that anywhere (<see cref="OnsetCurve"/>); three times the mean
///    is as tight as music gets, chance is nothing. 2. A section in which attacks gather at no time of the half beat at all has no strokes to judge: it counts
///    to the mean, but is not the worst. 3. Half of the share is the mean over the drums' time, half the worst section's, for one layer that is off must not
///    hide behind the others. Without drums the whole is judged; songs that play on their own keep their own tempo and do not count.
/// </remarks>
internal static class BeatSync
{
    private const double LeastBeats = 8;
    private const double Tight = 3;
    private const double Gathered = 2;
    private const double LagStep = 0.03;

    /// <summary>0 (no better than chance) to 1.</summary>
    public static double Share(OnsetCurve attacks, MashupPlan plan, int sampleRate)
    {
        var secondsPerBeat = 60 / plan.Bpm;
        var drums = plan.Clips.Where(c => c.Stem is StemKind.Drums or StemKind.Instrumental).ToArray();
        var (sum, beats, worst) = (0d, 0d, 1d);
        foreach (var section in plan.Sections)
        {
            var end = section.StartBeat + section.Beats;
            var length = drums.Sum(d => Math.Max(0, Math.Min(end, d.StartBeat + d.Beats) - Math.Max(section.StartBeat, d.StartBeat)));
            if (length < LeastBeats)
            {
                continue;
            }

            double At(double late) => attacks.OnGrid(
                secondsPerBeat, sampleRate, (section.StartBeat * secondsPerBeat, end * secondsPerBeat), time => IsIn(drums, time / secondsPerBeat), late);
            var share = Share(At(0));
            (sum, beats) = (sum + length * share, beats + length);
            worst = share < worst && Lags(secondsPerBeat).Any(late => At(late) >= Gathered) ? share : worst;
        }

        return beats > 0 ? (worst + sum / beats) / 2
            : Share(attacks.OnGrid(secondsPerBeat, sampleRate, (0, double.PositiveInfinity), time => LayerChecks.HasGrid(plan, time)));
    }

    private static IEnumerable<double> Lags(double secondsPerBeat)
    {
        for (var late = 0d; late < secondsPerBeat / 2; late += LagStep)
        {
            yield return late;
        }
    }

    private static bool IsIn(PlanClip[] clips, double beat) => Array.Exists(clips, c => beat >= c.StartBeat && beat < c.StartBeat + c.Beats);

    private static double Share(double onGrid) => double.IsPositiveInfinity(onGrid) ? 1 : Math.Clamp((onGrid - 1) / (Tight - 1), 0, 1);
}
