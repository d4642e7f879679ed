using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Tracks beats and bars: pulse chains at every plausible tempo, then the one metrical reading that explains the whole song best.</summary>
/// <remarks>
/// 1. <see cref="NoveltyCurve"/>: one onset curve in which quiet passages count as much as loud ones.
/// 2. <see cref="TempoCandidates"/>: periods from the tempogram. 3. <see cref="PulseTracker"/>: a pulse chain through the whole song for each.
/// 4. <see cref="MetricalReading"/> and <see cref="MetricalModel"/>: beat on or between the pulses, meter and bar phase by harmony, bass and drums together.
/// 5. <see cref="BarDecoder"/>: place in the bar of every beat. 6. <see cref="GridSmoother"/>, <see cref="OnsetClock"/>: from frames to attacks, on a smooth grid.
/// 7. <see cref="GridExtent"/>: beats from the first sound to the last attack.
/// The bar pointer follows N. Whiteley, A. T. Cemgil, S. Godsill, Bayesian modelling of temporal structure in musical audio, ISMIR 2006, split in two exact stages.
/// </remarks>
internal sealed class BarPointerBeatTracker : IBeatTracker
{
    private const double LeastConfidence = 0.3;

    /// <inheritdoc/>
    public BeatGrid Track(AudioBuffer audio, OnsetFeatures onsets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(onsets);
        var span = SoundingSpan.Of(audio);
        if (span.Seconds < 4)
        {
            return BeatGrid.None;
        }

        var song = SongReadings.Of(audio, onsets, span, cancellationToken);
        var best = song.Readings.MaxBy(MetricalModel.Score);
        if (best is null)
        {
            return BeatGrid.None;
        }

        var chain = song.Chains[best.Chain];
        var presence = MetricalModel.Presence(chain, best);
        if (presence < LeastConfidence)
        {
            return BeatGrid.None;
        }

        var times = best.HalfShift ? [.. chain.Times.Zip(chain.Times.Skip(1), (a, b) => (a + b) / 2)] : chain.Times;
        var places = BarDecoder.Decode(song.Evidence[best.Chain], best.HalfShift ? MetricalEvidence.PerPulse / 2 : 0, times.Length, best.Meter);
        var smooth = Array.ConvertAll(GridSmoother.Smooth(times, song.Novelty, onsets.FramesPerSecond), t => t + song.Origin);
        (smooth, places) = GridExtent.Extend(smooth, places, best.Meter, span);
        var (attacks, weights) = OnsetClock.Observe(audio, smooth);
        var confidence = Math.Max(LeastConfidence, presence * MetricalModel.Agreement(song, best));
        return GridExtent.Cut(GridSmoother.Smooth(attacks, weights), places, best.Meter, confidence, span);
    }
}
