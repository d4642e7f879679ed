using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>One curve of onset strength in which quiet passages count as much as loud ones.</summary>
/// <remarks>
/// 1. Each band is divided by its own RMS over the six seconds around the frame, floored at a share of the song's, so that neither one drum nor one chorus rules.
/// 2. The weighted bands are added, less their mean over one second: an even texture is 0, an onset is positive.
/// 3. The sum is scaled to a variance of 1.
/// </remarks>
internal static class NoveltyCurve
{
    private const double NormalisationSeconds = 3;
    private const double MeanSeconds = 0.5;
    private const float Floor = 0.15f;
    private static readonly float[] Weights = [1f, 0.6f, 0.6f, 0.7f, 0.7f, 0.6f];

    /// <summary>Each band divided by its local RMS, over some of the frames.</summary>
    public static float[][] Normalise(OnsetFeatures onsets, Range frames) => [.. onsets.Bands.Select(all =>
    {
        var band = all.AsSpan(frames);
        var power = new float[band.Length];
        TensorPrimitives.Multiply<float>(band, band, power);
        var floor = Floor * Floor * (band.Length == 0 ? 0 : TensorPrimitives.Average<float>(power));
        var local = MovingMean(power, (int)(NormalisationSeconds * onsets.FramesPerSecond));
        var result = new float[band.Length];
        for (var i = 0; i < band.Length; i++)
        {
            result[i] = band[i] / MathF.Sqrt(Math.Max(local[i], floor) + 1e-12f);
        }

        return result;
    })];

    /// <summary>The curve, mean about 0, variance 1.</summary>
    public static float[] Of(float[][] normalised, double framesPerSecond)
    {
        var sum = new float[normalised[0].Length];
        for (var b = 0; b < normalised.Length; b++)
        {
            TensorPrimitives.MultiplyAdd(normalised[b], Weights[Math.Min(b, Weights.Length - 1)], sum, sum);
        }

        TensorPrimitives.Subtract(sum, MovingMean(sum, (int)(MeanSeconds * framesPerSecond)), sum);
        var rms = sum.Length == 0 ? 0 : TensorPrimitives.Norm<float>(sum) / MathF.Sqrt(sum.Length);
        TensorPrimitives.Multiply(sum, rms > 1e-6f ? 1 / rms : 0, sum);
        return sum;
    }

    /// <summary>Mean over 2 radius + 1 values, fewer at the ends.</summary>
    public static float[] MovingMean(ReadOnlySpan<float> values, int radius)
    {
        var result = new float[values.Length];
        double sum = 0;
        for (int i = -radius, n = values.Length; i < n; i++)
        {
            sum += i + radius < n ? values[i + radius] : 0;
            sum -= i - radius - 1 >= 0 ? values[i - radius - 1] : 0;
            if (i >= 0)
            {
                result[i] = (float)(sum / (Math.Min(n - 1, i + radius) - Math.Max(0, i - radius) + 1));
            }
        }

        return result;
    }
}
