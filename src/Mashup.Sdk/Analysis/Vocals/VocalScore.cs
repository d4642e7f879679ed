namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>One number per frame that is the higher the more a frame sounds sung, relative to the rest of its song.</summary>
/// <remarks>
/// 1. Every cue is smoothed over a quarter of a second.
/// 2. The centre's level and lead over the sides; gliding against held and new partials (fluctogram: Lehner, Widmer and Sonnleitner, ICASSP 2014); salience of
///    the best harmonic series (Klapuri, ISMIR 2006); local variance of the timbre.
/// 3. Each is put on the song's own scale (median 0, 10th to 90th percentile as in a normal distribution), clipped at three deviations, weighted and added.
/// </remarks>
internal static class VocalScore
{
    private const double SmoothingSeconds = 0.25;
    private const double VarianceSeconds = 0.4;
    private const double ScoreSmoothingSeconds = 0.15;

    /// <summary>Sums the cues, each on the song's own scale.</summary>
    public static float[] Compute(VocalCues cues)
    {
        var smooth = new GaussianSmoother(SmoothingSeconds * cues.FramesPerSecond);
        var centre = smooth.Smooth(cues.Centre);
        var separation = smooth.Smooth(Map(cues.Centre, cues.Side, (c, s) => c - s));
        float[] gliding = smooth.Smooth(cues.Gliding), steady = smooth.Smooth(cues.Steady), fresh = smooth.Smooth(cues.New);
        var amplitude = smooth.Smooth(cues.Amplitude);
        var matched = Map(Map(gliding, steady, (g, s) => g + s), fresh, (p, n) => p + n);

        var scores = new float[cues.Count];
        Add(centre, 1);
        Add(Map(gliding, matched, (g, m) => g / (m + 1e-9f)), 0.7f);
        Add(smooth.Smooth(Map(cues.Gliding, cues.Gliding, (g, _) => MathF.Log10(g + 1e-3f))), 0.5f);
        Add(Map(steady, amplitude, (s, a) => s / (a + 1e-9f)), -0.5f);
        Add(separation, 0.5f);
        Add(smooth.Smooth(cues.Salience), 0.3f);
        foreach (var coefficient in cues.Timbre)
        {
            Add(LocalVariance(coefficient, new GaussianSmoother(VarianceSeconds * cues.FramesPerSecond)), 0.3f);
        }

        return new GaussianSmoother(ScoreSmoothingSeconds * cues.FramesPerSecond).Smooth(scores);

        void Add(float[] cue, float weight)
        {
            var sorted = (float[])cue.Clone();
            Array.Sort(sorted);
            float low = sorted[sorted.Length / 10], median = sorted[sorted.Length / 2], high = sorted[sorted.Length * 9 / 10];

            // In a normal distribution 2.56 standard deviations lie between the 10th and the 90th percentile.
            var scale = 2.56f / (high - low + 1e-9f);
            for (var t = 0; t < scores.Length; t++)
            {
                scores[t] += weight * Math.Clamp((cue[t] - median) * scale, -3, 3);
            }
        }
    }

    private static float[] LocalVariance(float[] values, GaussianSmoother smoother) =>
        smoother.Smooth(Map(values, smoother.Smooth(values), (v, mean) => (v - mean) * (v - mean)));

    private static float[] Map(float[] a, float[] b, Func<float, float, float> function)
    {
        var result = new float[a.Length];
        for (var t = 0; t < result.Length; t++)
        {
            result[t] = function(a[t], b[t]);
        }

        return result;
    }
}
