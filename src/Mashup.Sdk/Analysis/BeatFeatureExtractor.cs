using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis;

/// <summary>Gathers frame features beat by beat.</summary>
/// <remarks>
/// 1. Levels, timbre and vocal activity: mean over the frames between one beat and the next (the last: to the end of the song).
/// 2. Rhythm patterns: onset strength at 12 points of each beat, the strongest frame around each point, relative to the song's
///    99th percentile. After M. E. P. Davies et al., AutoMashUpper, IEEE/ACM TASLP 22(12), 2014.
/// </remarks>
internal static class BeatFeatureExtractor
{
    private const int PointsPerBeat = 12;
    private const double FloorDb = -100;

    /// <summary>Gathers the features of every beat of a grid.</summary>
    /// <param name="beats">The grid; without beats the result is <see cref="BeatFeatures.Empty"/>.</param>
    /// <param name="durationSeconds">Length of the song.</param>
    /// <param name="chroma">Chroma per beat.</param>
    /// <param name="onsets">Onset strength per band.</param>
    /// <param name="frames">Levels per frame.</param>
    /// <param name="vocals">Vocal activity per frame.</param>
    public static BeatFeatures Extract(
        BeatGrid beats, double durationSeconds, IReadOnlyList<float[]> chroma, OnsetFeatures onsets, SpectralFrames frames, VocalActivity vocals)
    {
        if (beats.Beats.Count == 0)
        {
            return BeatFeatures.Empty;
        }

        var (kick, snare) = Bands(onsets);
        return new BeatFeatures
        {
            Chroma = chroma,
            LowDb = Levels(frames.Low),
            MidDb = Levels(frames.Mid),
            HighDb = Levels(frames.High),
            CentreDb = Decibels(frames.Vocal.Centre),
            SideDb = Decibels(frames.Vocal.Side),
            Timbre = SideBySide([.. frames.Vocal.Timbre.Select(c => Means(c, frames.Vocal.FramesPerSecond))]),
            VocalActivity = Means(vocals.Probability, vocals.FramesPerSecond),
            KickPattern = Patterns(kick, onsets.FramesPerSecond, beats.Beats),
            SnarePattern = Patterns(snare, onsets.FramesPerSecond, beats.Beats),
        };

        float[] Levels(float[] powers) =>
            [.. Means(powers, frames.FramesPerSecond).Select(p => (float)Math.Max(FloorDb, 10 * Math.Log10(Math.Max(p, 1e-12))))];

        float[] Decibels(float[] lg) => [.. Means(lg, frames.Vocal.FramesPerSecond).Select(level => 10 * level)];

        float[][] SideBySide(float[][] curves) => [.. beats.Beats.Select((_, i) => curves.Select(c => c[i]).ToArray())];

        float[] Means(float[] values, double framesPerSecond)
        {
            var means = new float[beats.Beats.Count];
            for (var i = 0; i < means.Length; i++)
            {
                var end = i + 1 < means.Length ? beats.Beats[i + 1] : durationSeconds;
                var from = Math.Clamp((int)Math.Round(beats.Beats[i] * framesPerSecond), 0, Math.Max(0, values.Length - 1));
                var to = Math.Clamp((int)Math.Round(end * framesPerSecond), from, values.Length);
                means[i] = values.Length == 0 ? 0 : Mean(values.AsSpan(from, Math.Max(1, to - from)));
            }

            return means;
        }
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return (float)(sum / values.Length);
    }

    private static (float[] Kick, float[] Snare) Bands(OnsetFeatures onsets)
    {
        if (onsets.Bands.Count < 2)
        {
            return (onsets.Strength, onsets.Strength);
        }

        // Between the kick drum's band and those that a snare fills lies the bass line, which is neither.
        return (onsets.Bands[0], Sum(onsets.Bands.Skip(Math.Max(1, onsets.Bands.Count / 3))));
    }

    private static float[] Sum(IEnumerable<float[]> bands)
    {
        var sum = (float[])bands.First().Clone();
        foreach (var band in bands.Skip(1))
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, band, sum);
        }

        return sum;
    }

    private static float[][] Patterns(float[] strength, double framesPerSecond, IReadOnlyList<double> beats)
    {
        var reference = Percentile(strength, 0.99);
        var patterns = new float[beats.Count][];
        for (var i = 0; i < patterns.Length; i++)
        {
            var interval = Interval(beats, i);
            var pattern = patterns[i] = new float[PointsPerBeat];
            for (var k = 0; k < PointsPerBeat && reference > 0; k++)
            {
                var from = (int)Math.Ceiling((beats[i] + interval * (k - 0.5) / PointsPerBeat) * framesPerSecond);
                var to = (int)Math.Ceiling((beats[i] + interval * (k + 0.5) / PointsPerBeat) * framesPerSecond);
                for (var t = Math.Max(0, from); t < Math.Min(Math.Max(to, from + 1), strength.Length); t++)
                {
                    pattern[k] = Math.Max(pattern[k], Math.Min(1, strength[t] / reference));
                }
            }
        }

        return patterns;
    }

    private static double Interval(IReadOnlyList<double> beats, int i) => (i + 1 < beats.Count, i > 0) switch
    {
        (true, _) => beats[i + 1] - beats[i],
        (_, true) => beats[i] - beats[i - 1],
        _ => 0.5,
    };

    private static float Percentile(float[] values, double p)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[(int)(p * (sorted.Length - 1))];
    }
}
