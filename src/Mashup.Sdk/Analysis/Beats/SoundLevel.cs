using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>The level of a song while it sounds.</summary>
/// <remarks>1. Mean magnitude of every frame. 2. Their mean, each weighted by itself: sum of squares over sum.</remarks>
internal static class SoundLevel
{
    /// <summary>Mean magnitude of the frames, each weighted by its own: silence before, in or after a song changes nothing. 0 where nothing sounds.</summary>
    public static double Of(float[][] spectrogram)
    {
        double sum = 0, squares = 0;
        foreach (var frame in spectrogram)
        {
            var mean = (double)TensorPrimitives.Sum<float>(frame) / frame.Length;
            sum += mean;
            squares += mean * mean;
        }

        return sum > 0 && double.IsFinite(squares) ? squares / sum : 0;
    }
}
