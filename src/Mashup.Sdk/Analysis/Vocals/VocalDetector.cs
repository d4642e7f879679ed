using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Finds out where somebody sings, without a trained model: each song is judged against itself.</summary>
/// <remarks>
/// 1. Cues per frame (<see cref="VocalCueExtractor"/>), smoothed and put on one scale by the song's own 10th, 50th and 90th percentile
///    (<see cref="VocalScore"/>); their weighted sum is the score.
/// 2. Two Gaussians are fitted to the scores of the song (<see cref="TwoClassMixture"/>): background and voice.
/// 3. A hidden Markov model of two states with expected durations turns the log odds into probabilities (<see cref="DurationSmoother"/>).
/// 4. Judged against itself every song sings: absolute evidence from what was found (<see cref="VocalPresence"/>) takes odds away from
///    songs that sound instrumental, and step 3 is repeated.
/// 5. Regions are where the probability exceeds one half; what is shorter than a beat is dropped, gaps shorter than that are closed.
/// </remarks>
internal static class VocalDetector
{
    private const double OddsPerSecond = 8.6;
    private const double ExpectedSungSeconds = 3;
    private const double ExpectedUnsungSeconds = 1.5;
    private const double BeatSecondsWithoutBeats = 0.5;

    /// <summary>Detects vocal activity over a whole song.</summary>
    public static VocalActivity Detect(VocalCues cues, BeatGrid beats, double durationSeconds, CancellationToken cancellationToken)
    {
        if (cues.Count < 2)
        {
            return new VocalActivity(cues.FramesPerSecond, new float[cues.Count], []);
        }

        var scores = VocalScore.Compute(cues);
        cancellationToken.ThrowIfCancellationRequested();
        var threshold = TwoClassMixture.Fit(scores).Threshold;
        var smoother = new DurationSmoother(ExpectedSungSeconds * cues.FramesPerSecond, ExpectedUnsungSeconds * cues.FramesPerSecond);
        var probability = smoother.Smooth(Odds(scores, threshold, cues.FramesPerSecond));
        var doubt = VocalPresence.Doubt(cues, probability);
        if (doubt > 0)
        {
            probability = smoother.Smooth(Odds(scores, threshold + doubt, cues.FramesPerSecond));
        }

        var beat = beats.Bpm > 0 ? 60 / beats.Bpm : BeatSecondsWithoutBeats;
        return new VocalActivity(cues.FramesPerSecond, probability, Regions(probability, cues.FramesPerSecond, beat, durationSeconds));
    }

    private static float[] Odds(float[] scores, double threshold, double framesPerSecond) =>
        [.. scores.Select(score => (float)(OddsPerSecond / framesPerSecond * (score - threshold)))];

    private static List<VocalRegion> Regions(float[] probability, double framesPerSecond, double shortest, double durationSeconds)
    {
        var regions = new List<VocalRegion>();
        for (int t = 0, start = -1; t <= probability.Length; t++)
        {
            var sung = t < probability.Length && probability[t] > 0.5f;
            if (sung && start < 0)
            {
                start = t;
            }
            else if (!sung && start >= 0)
            {
                Append(new VocalRegion(start / framesPerSecond, Math.Min(t / framesPerSecond, durationSeconds)));
                start = -1;
            }
        }

        regions.RemoveAll(r => r.End - r.Start < shortest);
        return regions;

        void Append(VocalRegion region)
        {
            if (regions.Count > 0 && region.Start - regions[^1].End < shortest)
            {
                region = region with { Start = regions[^1].Start };
                regions.RemoveAt(regions.Count - 1);
            }

            regions.Add(region);
        }
    }
}
