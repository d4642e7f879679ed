using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Inspection;

/// <summary>How much begins at each moment, fine enough to see whether a beat lies on it.</summary>
/// <remarks>
/// 1. Magnitude spectra of 12 ms (Hann), centred 6 ms before and 6 ms after the moment, compressed by log(1 + 20 x).
/// 2. The sum of what grew from the one to the other: spectral flux (S. Dixon, Onset Detection Revisited, DAFx 2006), which peaks at the attack itself.
/// </remarks>
internal static class OnsetCurve
{
    private const int Size = 512;
    private const int Lag = Size / 2;
    private const float Compression = 20;
    private const float Expansion = 0.7f;

    /// <summary>One value per pixel of the axis, 0 to 1 (the strongest).</summary>
    public static float[] Of(AudioBuffer audio, PlotAxis axis, CancellationToken cancellationToken)
    {
        var (fft, window) = (new RealFft(Size), Window.Hann(Size));
        float[] samples = new float[Size], before = new float[Size / 2 + 1], after = new float[Size / 2 + 1], im = new float[Size / 2 + 1];
        var curve = new float[(int)axis.Width];
        for (var i = 0; i < curve.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var center = (long)((axis.Start + (i + 0.5) * axis.SecondsPerPixel) * audio.SampleRate);
            Magnitudes(center - Lag, before);
            Magnitudes(center + Lag, after);
            for (var k = 0; k < after.Length; k++)
            {
                curve[i] += Math.Max(0, after[k] - before[k]);
            }
        }

        var strongest = Math.Max(curve.Length == 0 ? 0 : curve.Max(), 1e-3f);
        return [.. curve.Select(v => MathF.Pow(v / strongest, Expansion))];

        void Magnitudes(long center, float[] spectrum)
        {
            ReadOnlySpan<float> left = audio.Channel(0);
            ReadOnlySpan<float> right = audio.Channel(audio.ChannelCount - 1);
            for (var n = 0; n < Size; n++)
            {
                var at = center - Size / 2 + n;
                var sample = at >= 0 && at < audio.Length ? (left[(int)at] + right[(int)at]) / 2 : 0;
                samples[n] = Math.Abs(sample) < 16 ? sample * window[n] : 0;
            }

            fft.Forward(samples, spectrum, im);
            for (var k = 0; k < spectrum.Length; k++)
            {
                spectrum[k] = MathF.Log(1 + Compression * MathF.Sqrt(spectrum[k] * spectrum[k] + im[k] * im[k]) * (4f / Size));
            }
        }
    }
}
