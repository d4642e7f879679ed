using System.Numerics.Tensors;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>Kick and snare strokes of a bar, 12 points a beat, as they fall on average.</summary>
/// <remarks>Likeness of patterns by their cosine after Davies et al., "AutoMashUpper" (IEEE/ACM TASLP 22(12), 2014).</remarks>
internal static class RhythmPattern
{
    private const int PointsPerBeat = 12;

    /// <summary>The pattern of bars: kick, then snare.</summary>
    /// <param name="song">The song.</param>
    /// <param name="bars">First beat of each bar.</param>
    public static float[] Of(Song song, IEnumerable<int> bars)
    {
        var features = song.Track.Analysis.BeatFeatures;
        var pattern = new float[2 * PointsPerBeat * song.Meter];
        foreach (var bar in bars)
        {
            for (var beat = 0; beat < song.Meter; beat++)
            {
                Add(features.KickPattern, bar + beat, pattern.AsSpan(beat * PointsPerBeat, PointsPerBeat));
                Add(features.SnarePattern, bar + beat, pattern.AsSpan((song.Meter + beat) * PointsPerBeat, PointsPerBeat));
            }
        }

        return pattern;
    }

    /// <summary>Cosine of two patterns, 0 to 1; 0.5 where one has no strokes.</summary>
    public static double Likeness(float[] a, float[] b)
    {
        var length = Math.Min(a.Length, b.Length);
        ReadOnlySpan<float> x = a.AsSpan(0, length);
        ReadOnlySpan<float> y = b.AsSpan(0, length);
        var scale = TensorPrimitives.Norm(x) * TensorPrimitives.Norm(y);
        return scale > 0 ? TensorPrimitives.Dot(x, y) / scale : 0.5;
    }

    private static void Add(IReadOnlyList<float[]> patterns, int beat, Span<float> sum)
    {
        for (var i = 0; beat < patterns.Count && i < Math.Min(sum.Length, patterns[beat].Length); i++)
        {
            sum[i] += float.IsFinite(patterns[beat][i]) ? patterns[beat][i] : 0;
        }
    }
}
