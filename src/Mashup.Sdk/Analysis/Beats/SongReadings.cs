using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Every metrical reading of a song that is worth weighing, and the curves it was read from.</summary>
/// <param name="Origin">Seconds from the start of the song to time 0 of the chains and to frame 0 of the novelty.</param>
/// <param name="Novelty">Onset curve of the sounding part.</param>
/// <param name="Chains">Pulse chains, one for each tempo candidate.</param>
/// <param name="Evidence">What the song shows along each chain.</param>
/// <param name="Readings">All readings of all chains.</param>
/// <remarks>
/// 1. Novelty of the sounding part, tempo candidates, and a pulse chain for each, side by side on the cores at hand.
/// 2. One spectrogram of pitches for all chains: running sums of chroma and texture.
/// 3. Evidence along each chain, and its readings.
/// </remarks>
internal sealed record SongReadings(
    double Origin, float[] Novelty, IReadOnlyList<PulseChain> Chains, IReadOnlyList<MetricalEvidence> Evidence, IReadOnlyList<MetricalHypothesis> Readings)
{
    private const int FewestBeats = 8;

    /// <summary>Reads the sounding part of a song, which alone counts: silence around it changes nothing.</summary>
    public static SongReadings Of(AudioBuffer audio, OnsetFeatures onsets, SoundingSpan span, CancellationToken cancellationToken)
    {
        var rate = onsets.FramesPerSecond;
        var frames = span.Frames(rate, onsets.Strength.Length);
        var origin = frames.Start.Value / rate;
        var bands = NoveltyCurve.Normalise(onsets, frames);
        var novelty = NoveltyCurve.Of(bands, rate);
        var tracker = new PulseTracker(novelty, rate);
        var candidates = TempoCandidates.Find(TempogramExtractor.Extract(novelty, rate, cancellationToken));
        var tracked = new PulseChain[candidates.Count];
        Parallel.For(0, tracked.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => tracked[i] = tracker.Track(candidates[i], cancellationToken));
        var chains = tracked.Where(c => c.Times.Length >= FewestBeats).ToList();
        if (chains.Count == 0)
        {
            return new SongReadings(origin, novelty, [], [], []);
        }

        var spectrogram = PitchSpectrogram.Of(audio, cancellationToken);
        var chroma = new ChromaSums(spectrogram, origin);
        var texture = new TextureSums(spectrogram, origin, [.. onsets.Bands.Select(b => b[frames])], rate);
        var evidence = chains.ConvertAll(c => MetricalEvidence.Sample(c.Times, bands, rate, chroma, texture));
        return new SongReadings(origin, novelty, chains, evidence, [.. chains.SelectMany((c, i) => MetricalReading.Enumerate(i, c, evidence[i], novelty, rate))]);
    }
}
