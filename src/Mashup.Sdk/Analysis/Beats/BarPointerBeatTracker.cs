using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Tracks beats and bars: pulse chains at every plausible tempo, then the one metrical reading that explains the whole song best.</summary>
/// <remarks>
/// 1. <see cref="NoveltyCurve"/>: one onset curve in which quiet passages count as much as loud ones.
/// 2. <see cref="TempoCandidates"/>: periods from the tempogram. 3. <see cref="PulseTracker"/>: a pulse chain through the whole song for each.
/// 4. <see cref="MetricalReading"/> and <see cref="MetricalModel"/>: beat on or between the pulses, meter and bar phase by harmony, bass and drums together.
/// 5. <see cref="BarDecoder"/>: place in the bar of every beat. 6. <see cref="GridSmoother"/>, <see cref="OnsetClock"/>: from frames to attacks, on a smooth grid.
/// 7. <see cref="SoundingSpan"/>: beats from the first sound to the end of the last bar.
/// The bar pointer follows N. Whiteley, A. T. Cemgil, S. Godsill, Bayesian modelling of temporal structure in musical audio, ISMIR 2006, split in two exact stages.
/// </remarks>
internal sealed class BarPointerBeatTracker : IBeatTracker
{
    private const int FewestBeats = 8;

    /// <inheritdoc/>
    public BeatGrid Track(AudioBuffer audio, OnsetFeatures onsets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(onsets);
        var rate = onsets.FramesPerSecond;
        var span = SoundingSpan.Of(audio);
        if (span.Seconds < 4)
        {
            return BeatGrid.None;
        }

        // All that follows sees the sounding part alone, so that silence around a song changes nothing.
        var frames = span.Frames(rate, onsets.Strength.Length);
        var origin = frames.Start.Value / rate;
        var bands = NoveltyCurve.Normalise(onsets, frames);
        var novelty = NoveltyCurve.Of(bands, rate);
        var tracker = new PulseTracker(novelty, rate);
        var chains = TempoCandidates.Find(novelty, rate, cancellationToken).Select(c => tracker.Track(c, cancellationToken)).Where(c => c.Times.Length >= FewestBeats).ToList();
        if (chains.Count == 0)
        {
            return BeatGrid.None;
        }

        var chroma = new ChromaSums(PitchSpectrogram.Of(audio, cancellationToken), origin);
        var evidence = chains.ConvertAll(c => MetricalEvidence.Sample(c.Times, bands, rate, chroma));
        var best = chains.SelectMany((c, i) => MetricalReading.Enumerate(i, c, evidence[i], novelty, rate)).MaxBy(MetricalModel.Score);
        if (best is null)
        {
            return BeatGrid.None;
        }

        var chain = chains[best.Chain];
        var confidence = MetricalModel.Confidence(chain, best);
        if (confidence < 0.3)
        {
            return BeatGrid.None;
        }

        var times = best.HalfShift ? [.. chain.Times.Zip(chain.Times.Skip(1), (a, b) => (a + b) / 2)] : chain.Times;
        var places = BarDecoder.Decode(evidence[best.Chain], best.HalfShift ? MetricalEvidence.PerPulse / 2 : 0, times.Length, best.Meter);
        var (attacks, weights) = OnsetClock.Observe(audio, Array.ConvertAll(GridSmoother.Smooth(times, novelty, rate), t => t + origin));
        return span.Cut(GridSmoother.Smooth(attacks, weights), places, best.Meter, confidence);
    }
}
