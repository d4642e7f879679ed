using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Averages chroma over beats.</summary>
/// <remarks>
/// 1. Frames centred between a beat and the next are averaged (Bartsch and Wakefield, WASPAA 2001); a beat without one takes the nearest.
/// 2. Treble and bass are added, and each beat is scaled to a maximum of 1.
/// </remarks>
internal static class BeatChroma
{
    /// <summary>Chroma per beat: treble and bass together, 12 values from C upwards, each beat scaled to a maximum of 1, all 0 where silent.</summary>
    /// <param name="chroma">Chroma of the song.</param>
    /// <param name="beats">Its metrical grid.</param>
    /// <param name="durationSeconds">Its length; the last beat lasts until there.</param>
    /// <returns>One entry per beat of <paramref name="beats"/>.</returns>
    public static IReadOnlyList<float[]> Aggregate(ChromaFeatures chroma, BeatGrid beats, double durationSeconds)
    {
        double[] times = [.. beats.Beats, durationSeconds];
        float[][] result = Average(chroma.Treble, chroma.FramesPerSecond, times);
        var bass = Average(chroma.Bass, chroma.FramesPerSecond, times);
        for (var i = 0; i < result.Length; i++)
        {
            TensorPrimitives.Add(result[i], bass[i], result[i]);
            var peak = TensorPrimitives.Max<float>(result[i]);
            if (peak > 0)
            {
                TensorPrimitives.Divide(result[i], peak, result[i]);
            }
        }

        return result;
    }

    /// <summary>Mean of the frames centred between each time and the next; where there is none, the nearest frame.</summary>
    public static float[][] Average(IReadOnlyList<float[]> frames, double framesPerSecond, IReadOnlyList<double> times)
    {
        var result = new float[Math.Max(0, times.Count - 1)][];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = result[i] = new float[12];
            if (frames.Count == 0)
            {
                continue;
            }

            var first = Math.Clamp((int)Math.Round(times[i] * framesPerSecond), 0, frames.Count - 1);
            var end = Math.Clamp((int)Math.Round(times[i + 1] * framesPerSecond), first + 1, frames.Count);
            for (var f = first; f < end; f++)
            {
                TensorPrimitives.Add(sum, frames[f], sum);
            }

            TensorPrimitives.Divide(sum, end - first, sum);
        }

        return result;
    }
}
