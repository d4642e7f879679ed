using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Finds the frequency of A4.</summary>
/// <remarks>
/// 1. Spectral peaks of 200 to 2000 Hz within 26 dB of the frame's highest, placed by a parabola through the log magnitudes.
///    J. O. Smith and X. Serra, "PARSHL", ICMC 1987.
/// 2. Only peaks that stay within 7 cents over three frames count: glides, vibrato and drums say nothing about the tuning.
/// 3. Histogram of their deviations from the nearest tempered semitone, weighted by magnitude, on a circle of 100 cents; its smoothed mode is the tuning.
///    E. Gómez, "Tonal description of music audio signals", UPF 2006, §3.2.
/// </remarks>
internal static class TuningEstimator
{
    private const double LowestHz = 200;
    private const double HighestHz = 2000;
    private const float LeastOfFrame = 0.05f;
    private const float LeastMagnitude = 1e-5f;
    private const double StableRatio = 0.004;
    private const double SmoothingCents = 12;

    /// <summary>A4 in Hz, 427.5 to 452.9; 440 where nothing has a pitch.</summary>
    public static double Estimate(TonalSpectrogram spectra, CancellationToken cancellationToken)
    {
        var histogram = new double[100];
        var first = Math.Max(2, (int)(LowestHz / spectra.HzPerBin));
        var last = Math.Min(spectra.Bins - 2, (int)(HighestHz / spectra.HzPerBin));
        for (var i = 1; i < spectra.Frames - 1 && first < last; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> before = spectra.Frame(i - 1), frame = spectra.Frame(i), after = spectra.Frame(i + 1);
            var least = Math.Max(LeastMagnitude, LeastOfFrame * TensorPrimitives.Max(frame[first..last]));
            for (var k = first; k < last; k++)
            {
                if (frame[k] < least || !IsPeak(frame, k) || !IsPeak(before, k) || !IsPeak(after, k))
                {
                    continue;
                }

                var position = Position(frame, k);
                if (Math.Max(Math.Abs(position - Position(before, k)), Math.Abs(position - Position(after, k))) <= StableRatio * k)
                {
                    Vote(histogram, 1200 * Math.Log2(position * spectra.HzPerBin / 440), frame[k]);
                }
            }
        }

        return 440 * Math.Pow(2, Mode(histogram) / 1200);
    }

    private static bool IsPeak(ReadOnlySpan<float> frame, int k) => frame[k] > frame[k - 1] && frame[k] >= frame[k + 1] && frame[k - 1] > 0 && frame[k + 1] > 0;

    private static double Position(ReadOnlySpan<float> frame, int k)
    {
        double left = Math.Log(frame[k - 1]), centre = Math.Log(frame[k]), right = Math.Log(frame[k + 1]);
        var curvature = left - 2 * centre + right;
        return curvature < 0 ? k + 0.5 * (left - right) / curvature : k;
    }

    private static void Vote(double[] histogram, double cents, double weight)
    {
        var place = cents - 100 * Math.Floor(cents / 100);
        var bin = (int)place;
        var share = place - bin;
        histogram[bin % 100] += weight * (1 - share);
        histogram[(bin + 1) % 100] += weight * share;
    }

    private static double Mode(double[] histogram)
    {
        var smooth = new double[100];
        for (var i = 0; i < 100; i++)
        {
            for (var d = -50; d < 50; d++)
            {
                smooth[i] += histogram[(i + d + 100) % 100] * Math.Exp(-0.5 * d * d / (SmoothingCents * SmoothingCents));
            }
        }

        var best = Array.IndexOf(smooth, smooth.Max());
        double left = smooth[(best + 99) % 100], right = smooth[(best + 1) % 100];
        var curvature = left - 2 * smooth[best] + right;
        var cents = best + (curvature < 0 ? 0.5 * (left - right) / curvature : 0);
        return cents >= 50 ? cents - 100 : cents;
    }
}
