using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp;

/// <summary>A second-order section of a stereo sound, in double precision.</summary>
/// <remarks>Transposed direct form II; designs after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients".</remarks>
internal sealed class Biquad
{
    private readonly double _b0, _b1, _b2, _a1, _a2;
    private Vector128<double> _z1, _z2;

    public Biquad(double b0, double b1, double b2, double a1, double a2) => (_b0, _b1, _b2, _a1, _a2) = (b0, b1, b2, a1, a2);

    /// <summary>12 dB per octave below the corner.</summary>
    public static Biquad HighPass(double sampleRate, double hz, double q = 0.70710678)
    {
        var (cos, alpha, a0) = Prototype(sampleRate, hz, q);
        return new Biquad((1 + cos) / 2 / a0, -(1 + cos) / a0, (1 + cos) / 2 / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    /// <summary>Gain 1 and no phase shift at the centre.</summary>
    public static Biquad BandPass(double sampleRate, double hz, double q)
    {
        var (cos, alpha, a0) = Prototype(sampleRate, hz, q);
        return new Biquad(alpha / a0, 0, -alpha / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    /// <summary>Filters a block; the state carries over to the next. Inputs and outputs may be the same memory.</summary>
    public void Process(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> outLeft, Span<float> outRight)
    {
        Vector128<double> b0 = Vector128.Create(_b0), b1 = Vector128.Create(_b1), b2 = Vector128.Create(_b2);
        Vector128<double> a1 = Vector128.Create(_a1), a2 = Vector128.Create(_a2), z1 = _z1, z2 = _z2;
        right = right[..left.Length];
        outLeft = outLeft[..left.Length];
        outRight = outRight[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var x = StereoSample.Read(left[i], right[i]);
            var y = b0 * x + z1;
            z1 = b1 * x - a1 * y + z2;
            z2 = b2 * x - a2 * y;
            StereoSample.Write(y, out outLeft[i], out outRight[i]);
        }

        (_z1, _z2) = (StereoSample.Settle(z1), StereoSample.Settle(z2));
    }

    private static (double Cos, double Alpha, double A0) Prototype(double sampleRate, double hz, double q)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * Math.Min(hz, 0.49 * sampleRate) / sampleRate);
        var alpha = sin / (2 * q);
        return (cos, alpha, 1 + alpha);
    }
}
