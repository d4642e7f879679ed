using System.Numerics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Separation;

/// <summary>Turns what is known of each bin of one frame into the shares of vocals, drums and bass; the rest is other. Immutable: one instance serves all threads.</summary>
/// <remarks>
/// 1. Harmonic share h = H² / (H² + P²), H the median over time and P the median over frequency. D. FitzGerald, Harmonic/Percussive Separation Using Median Filtering, DAFx 2010.
/// 2. Below 150 Hz a kick is as narrow as a bass note: there h = min(1, H / M)^1.5, louder than its own median is a drum; cross-faded to step 1 up to 260 Hz.
/// 3. Drums take 1 − h. Bass takes h below a crossover at 120 to 260 Hz.
/// 4. What is left is a voice as far as it sits in the centre and does not repeat: c (1 − 0.9 r), c from level difference and coherence of the channels
///    (C. Avendano, Frequency-domain source identification and manipulation in stereo mixes, WASPAA 2003), r = min(1, W / M)³ with the repeating magnitude W.
/// </remarks>
internal sealed class StemMasks
{
    private const double LowEndHertz = 150;
    private const double LowFadeHertz = 260;
    private const double BassHertz = 120;
    private const double BassFadeHertz = 260;
    private const float PanWidth = 0.45f;
    private const float Tiny = 1e-20f;

    private readonly float[] _low;
    private readonly float[] _bass;

    public StemMasks(SpectrogramLayout layout)
    {
        _low = new float[layout.Width];
        _bass = new float[layout.Width];
        for (var bin = 0; bin < layout.Bins; bin++)
        {
            var hertz = (double)bin * layout.SampleRate / layout.Size;
            _low[bin] = (float)Math.Clamp((LowFadeHertz - hertz) / (LowFadeHertz - LowEndHertz), 0, 1);
            var octaves = Math.Clamp(Math.Log(Math.Max(hertz, 1) / BassHertz) / Math.Log(BassFadeHertz / BassHertz), 0, 1);
            _bass[bin] = (float)(0.5 + 0.5 * Math.Cos(Math.PI * octaves));
        }
    }

    /// <summary>Fills the masks from magnitudes, their harmonic, percussive and repeating estimates, and the centre weight; all spans a whole row long.</summary>
    public void Fill(in FrameEvidence evidence, Span<float> vocals, Span<float> drums, Span<float> bass)
    {
        var magnitude = Vectors(evidence.Magnitude);
        var harmonic = Vectors(evidence.Harmonic);
        var percussive = Vectors(evidence.Percussive);
        var repeating = Vectors(evidence.Repeating);
        var centre = Vectors(evidence.Centre);
        ReadOnlySpan<Vector<float>> low = Vectors(_low), crossover = Vectors(_bass);
        var tiny = new Vector<float>(Tiny);
        for (var i = 0; i < magnitude.Length; i++)
        {
            var m = magnitude[i] + tiny;
            Vector<float> h2 = harmonic[i] * harmonic[i] + tiny, p2 = percussive[i] * percussive[i] + tiny;
            var h = h2 / (h2 + p2);
            var steady = Vector.Min(Vector<float>.One, harmonic[i] / m);
            h += low[i] * (steady * Vector.SquareRoot(steady) - h);
            var repeat = Vector.Min(Vector<float>.One, repeating[i] / m);
            var voice = centre[i] * (Vector<float>.One - 0.9f * repeat * repeat * repeat);
            Write(drums, i, Vector<float>.One - h);
            Write(bass, i, h * crossover[i]);
            Write(vocals, i, h * (Vector<float>.One - crossover[i]) * voice);
        }
    }

    /// <summary>How much each bin sits in the centre: 1 for equal channels in phase, 0 for one-sided or unrelated ones.</summary>
    public static void Centre(ReadOnlySpan<float> leftRe, ReadOnlySpan<float> leftIm, ReadOnlySpan<float> rightRe, ReadOnlySpan<float> rightIm, Span<float> centre)
    {
        ReadOnlySpan<Vector<float>> lr = Vectors(leftRe), li = Vectors(leftIm), rr = Vectors(rightRe), ri = Vectors(rightIm);
        var tiny = new Vector<float>(Tiny);
        for (var i = 0; i < lr.Length; i++)
        {
            Vector<float> left = lr[i] * lr[i] + li[i] * li[i] + tiny, right = rr[i] * rr[i] + ri[i] * ri[i] + tiny;
            var pan = (left - right) / ((left + right) * PanWidth);
            var coherence = Vector.Max(Vector<float>.Zero, (lr[i] * rr[i] + li[i] * ri[i]) / Vector.SquareRoot(left * right));
            Write(centre, i, Vector.Exp(-(pan * pan)) * coherence * coherence);
        }
    }

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> row) => MemoryMarshal.Cast<float, Vector<float>>(row);

    private static void Write(Span<float> row, int index, Vector<float> value) => value.CopyTo(row[(index * Vector<float>.Count)..]);
}
