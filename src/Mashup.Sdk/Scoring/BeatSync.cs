using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Scoring;

/// <summary>Judges whether the attacks of a finished mashup fall on the beats of its plan.</summary>
/// <remarks>
/// Section by section, for one layer that is off must not hide behind the others: where drums play, the strength of attacks on the half beats against that
/// anywhere (<see cref="OnsetCurve"/>); three times the mean is as tight as music gets, chance is nothing. Half of the share is the worst section's.
/// Without drums the whole is judged; songs that play on their own keep their own tempo and do not count.
/// </remarks>
internal static class BeatSync
{
    private const double LeastBeats = 8;
    private const double Tight = 3;

    /// <summary>0 (no better than chance) to 1.</summary>
    public static double Share(OnsetCurve attacks, MashupPlan plan, int sampleRate)
    {
        var secondsPerBeat = 60 / plan.Bpm;
        var drums = plan.Clips.Where(c => c.Stem is StemKind.Drums or StemKind.Instrumental).ToArray();
        var sections = new List<double>();
        foreach (var section in plan.Sections)
        {
            var end = section.StartBeat + section.Beats;
            if (drums.Sum(d => Math.Max(0, Math.Min(end, d.StartBeat + d.Beats) - Math.Max(section.StartBeat, d.StartBeat))) >= LeastBeats)
            {
                sections.Add(Share(attacks.OnGrid(secondsPerBeat, sampleRate, time =>
                    time / secondsPerBeat is var beat && beat >= section.StartBeat && beat < end && drums.Any(d => beat >= d.StartBeat && beat < d.StartBeat + d.Beats))));
            }
        }

        return sections.Count > 0 ? (sections.Min() + sections.Average()) / 2
            : Share(attacks.OnGrid(secondsPerBeat, sampleRate, time => LayerChecks.HasGrid(plan, time)));
    }

    private static double Share(double onGrid) => double.IsPositiveInfinity(onGrid) ? 1 : Math.Clamp((onGrid - 1) / (Tight - 1), 0, 1);
}
