using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Autocorrelates the novelty curve window by window.</summary>
/// <remarks>
/// 1. Windows of eight seconds every four, the first centred at the first frame.
/// 2. Autocorrelation of each up to 5.2 seconds; each lag is scaled up to the whole window, since long lags overlap less.
///    P. Grosche, M. Müller, F. Kurth, Cyclic tempogram, ICASSP 2010.
/// </remarks>
internal static class TempogramExtractor
{
    private const double WindowSeconds = 8, LagSeconds = 5.2;

    /// <summary>Measures a novelty curve.</summary>
    /// <param name="novelty">Onset strength, mean about 0.</param>
    /// <param name="framesPerSecond">Its frame rate.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Tempogram Extract(ReadOnlySpan<float> novelty, double framesPerSecond, CancellationToken cancellationToken)
    {
        var window = (int)(WindowSeconds * framesPerSecond);
        var frames = new List<float[]>();
        for (var first = -window / 2; first < novelty.Length; first += window / 2)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = novelty[Math.Max(0, first)..Math.Min(novelty.Length, first + window)];
            var frame = new float[(int)(LagSeconds * framesPerSecond)];
            for (var lag = 0; lag < Math.Min(frame.Length, part.Length); lag++)
            {
                frame[lag] = TensorPrimitives.Dot(part[..^lag], part[lag..]) * window / (window - lag);
            }

            frames.Add(frame);
        }

        return new Tempogram(2 / WindowSeconds, framesPerSecond, frames);
    }
}
