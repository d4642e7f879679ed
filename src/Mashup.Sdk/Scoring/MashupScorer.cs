using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using static System.FormattableString;

namespace Mashup.Sdk.Scoring;

/// <summary>Measures a finished mashup against its plan.</summary>
/// <remarks>
/// 1. Sync: attacks on the plan's half beats, section by section (<see cref="BeatSync"/>). 2. Key clash: share of the time in which pitched layers of
///    different songs stand in unrelated keys. 3. Masking: level in the voice's range with the voice against without, over the same band
///    (<see cref="VoiceBand"/>). 4. Loudness and true peak: ITU-R BS.1770-4. 5. Clicks: second differences at clip edges that stand out of what comes
///    before. 6. Silence: 100 ms below −60 dBFS before the last bar. 7. Repetition: source time played three times or more.
/// 8. Overall: the weighted mean, and two fifths of it the worst part.
/// What is read from the sound is read beside each other.
/// </remarks>
internal static class MashupScorer
{
    private const double MostSilentSeconds = 3;

    // One part that fails altogether makes a bad mashup, however good the others are.
    private const double WorstWeight = 0.4;

    /// <summary>Measures the audio.</summary>
    /// <param name="finished">The finished mashup.</param>
    /// <param name="plan">The plan it was rendered from.</param>
    /// <param name="wanted">How loud it was to become.</param>
    /// <param name="measure">Measures its loudness and true peak.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static QualityReport Score(
        AudioBuffer finished, MashupPlan plan, LoudnessTarget wanted, Func<LoudnessMeasurement> measure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(finished);
        ArgumentNullException.ThrowIfNull(plan);
        LoudnessMeasurement? loudness = null;
        var (onGrid, presence, silent) = (0d, 0d, 0d);
        (int Count, double First) clicks = default;
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellationToken },
            () => loudness = measure(),
            () => onGrid = BeatSync.Share(OnsetCurve.Of(finished), plan, finished.SampleRate),
            () => presence = VoiceBand.Presence(finished, plan),
            () => silent = SoundLevels.Of(finished).SilentSeconds(plan.DurationSeconds - 4 * 60 / plan.Bpm),
            () => clicks = SoundLevels.Clicks(finished, plan));
        return Report(plan, finished.DurationSeconds, wanted, loudness!, Percent(onGrid), Percent(presence), silent, clicks);
    }

    private static QualityReport Report(
        MashupPlan plan,
        double seconds,
        LoudnessTarget wanted,
        LoudnessMeasurement loudness,
        double sync,
        double masking,
        double silent,
        (int Count, double First) clicks)
    {
        var (lufs, peak) = (loudness.IntegratedLufs, loudness.TruePeakDbtp);
        var clash = Percent(1 - LayerChecks.ClashShare(plan));
        var loud = Percent(1 - Math.Max(0, Math.Abs(lufs - wanted.Lufs) - 0.5) / 6);
        var headroom = Percent(1 - Math.Max(0, peak - wanted.CeilingDbtp - 0.05) / 3);
        var clean = Percent(1 - clicks.Count / Math.Max(1, seconds) * 6);
        var sounding = Percent(1 - silent / MostSilentSeconds);
        var fresh = Percent(1 - LayerChecks.RepeatedShare(plan));

        var remarks = new List<string>();
        Remark(sync < 50, "The attacks do not sit on the beat grid.");
        Remark(clash < 90, "Layers in unrelated keys sound together for part of the time.");
        Remark(masking < 40, "The voice hardly stands out of the band.");
        Remark(loud < 80, Invariant($"The loudness is {lufs:0.0} LUFS where {wanted.Lufs:0.##} is expected."));
        Remark(headroom < 95, Invariant($"The true peak is {peak:0.0} dBTP, above the ceiling of {wanted.CeilingDbtp:0.##}."));
        Remark(clean < 90, Invariant($"There are {clicks.Count} clicks, the first at {clicks.First:0.0} s."));
        Remark(sounding < 95, Invariant($"It is silent for {silent:0.0} s before the end."));
        Remark(fresh < 60, "Much of the music is heard three times or more.");

        (double Value, double Weight)[] parts =
            [(sync, 0.25), (clash, 0.2), (masking, 0.15), (loud, 0.1), (headroom, 0.05), (clean, 0.1), (sounding, 0.1), (fresh, 0.05)];
        var mean = parts.Sum(p => p.Value * p.Weight);
        var overall = Math.Round((1 - WorstWeight) * mean + WorstWeight * parts.Min(p => p.Value), 1);
        return new QualityReport(
            overall, sync, clash, masking, loud, headroom, clean, sounding, fresh, Math.Round(lufs, 2), Math.Round(peak, 2), remarks);

        void Remark(bool wrong, string sentence)
        {
            if (wrong)
            {
                remarks.Add(sentence);
            }
        }
    }

    private static double Percent(double share) => double.IsFinite(share) ? Math.Round(100 * Math.Clamp(share, 0, 1), 1) : 0;
}
