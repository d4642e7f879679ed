using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp.Loudness;

/// <summary>The frequency weighting of ITU-R BS.1770-4, one channel, with its state.</summary>
/// <remarks>
/// 1. A high shelf of +4 dB above 1.7 kHz: the acoustic effect of the head.
/// 2. A second-order high pass at 38 Hz.
/// The standard gives coefficients for 48 kHz only; here the analogue prototypes behind them are transformed anew for every rate
/// (bilinear, prewarped), which reproduces the standard's coefficients at 48 kHz. Double precision: 38 Hz at 192 kHz needs it.
/// </remarks>
internal sealed class KWeighting
{
    private const int FramesAtOnce = 512;

    private readonly double _b0, _b1, _b2, _a1, _a2;
    private readonly double _c1, _c2;
    private double _s1, _s2, _t1, _t2;

    public KWeighting(int sampleRate)
    {
        const double shelfHz = 1681.974450955533, shelfDb = 3.999843853973347, shelfQ = 0.7071752369554196, shelfSlope = 0.4996667741545416;
        const double passHz = 38.13547087602444, passQ = 0.5003270373238773;
        var k = Math.Tan(Math.PI * Math.Min(shelfHz / sampleRate, 0.49));
        double high = Math.Pow(10, shelfDb / 20), band = Math.Pow(high, shelfSlope), a0 = 1 + k / shelfQ + k * k;
        _b0 = (high + band * k / shelfQ + k * k) / a0;
        _b1 = 2 * (k * k - high) / a0;
        _b2 = (high - band * k / shelfQ + k * k) / a0;
        _a1 = 2 * (k * k - 1) / a0;
        _a2 = (1 - k / shelfQ + k * k) / a0;

        k = Math.Tan(Math.PI * Math.Min(passHz / sampleRate, 0.49));
        a0 = 1 + k / passQ + k * k;
        _c1 = 2 * (k * k - 1) / a0;
        _c2 = (1 - k / passQ + k * k) / a0;
    }

    /// <summary>Sum of the squares of the weighted samples; the filter goes on from where the last call left it.</summary>
    public double Energy(ReadOnlySpan<float> samples) => Energies(this, this, samples, samples).First;

    /// <summary>The same of two channels of one rate side by side, in hardly more time than one takes.</summary>
    public static (double First, double Second) Energies(KWeighting first, KWeighting second, ReadOnlySpan<float> samples, ReadOnlySpan<float> others)
    {
        Span<Vector128<double>> whole = stackalloc Vector128<double>[1];
        Weigh(first, second, samples, others, Math.Max(1, samples.Length), whole);
        return (Finite(whole[0].ToScalar()), Finite(whole[0].GetElement(1)));
    }

    /// <summary>The energy of both channels together, frame by frame.</summary>
    /// <param name="first">The filter of one channel, <paramref name="second"/> that of the other.</param>
    /// <param name="second">Of the same rate.</param>
    /// <param name="samples">One channel.</param>
    /// <param name="others">The other, as long.</param>
    /// <param name="frame">Samples a frame; the last one may be shorter.</param>
    /// <param name="energies">Receives the sum of both channels' squares of every frame.</param>
    public static void Energies(
        KWeighting first, KWeighting second, ReadOnlySpan<float> samples, ReadOnlySpan<float> others, int frame, Span<float> energies)
    {
        Span<Vector128<double>> block = stackalloc Vector128<double>[FramesAtOnce];
        for (var done = 0; done < energies.Length; done += FramesAtOnce)
        {
            var count = Math.Min(FramesAtOnce, energies.Length - done);
            var part = (done * frame)..Math.Min((done + count) * frame, samples.Length);
            Weigh(first, second, samples[part], others[part], frame, block[..count]);
            for (var i = 0; i < count; i++)
            {
                energies[done + i] = (float)(Finite(block[i].ToScalar()) + Finite(block[i].GetElement(1)));
            }
        }
    }

    private static void Weigh(
        KWeighting first, KWeighting second, ReadOnlySpan<float> samples, ReadOnlySpan<float> others, int frame, Span<Vector128<double>> energies)
    {
        // What the next sample waits for is the states, not the output: the output's share in them is worked into the coefficients.
        double a1 = -first._a1, a2 = -first._a2, c1 = -first._c1, c2 = -first._c2;
        Vector128<double> b0 = Both(first._b0), b1 = Both(first._b1 + a1 * first._b0), b2 = Both(first._b2 + a2 * first._b0), f1 = Both(a1), f2 = Both(a2);
        Vector128<double> d1 = Both(c1 - 2), d2 = Both(c2 + 1), g1 = Both(c1), g2 = Both(c2);
        Vector128<double> s1 = Vector128.Create(first._s1, second._s1), s2 = Vector128.Create(first._s2, second._s2);
        Vector128<double> t1 = Vector128.Create(first._t1, second._t1), t2 = Vector128.Create(first._t2, second._t2);
        others = others[..samples.Length];
        for (int f = 0, i = 0; f < energies.Length; f++)
        {
            var energy = Vector128<double>.Zero;
            for (var end = Math.Min(samples.Length, i + frame); i < end; i++)
            {
                var x = StereoSample.Read(samples[i], others[i]);
                var u = Add(b0, x, s1);
                (s1, s2) = (Add(f1, s1, Add(b1, x, s2)), Add(f2, s1, b2 * x));
                var y = u + t1;
                (t1, t2) = (Add(g1, t1, Add(d1, u, t2)), Add(g2, t1, d2 * u));
                energy = Add(y, y, energy);
            }

            energies[f] = energy;
        }

        (first._s1, first._s2, first._t1, first._t2) = (Settle(s1[0]), Settle(s2[0]), Settle(t1[0]), Settle(t2[0]));
        (second._s1, second._s2, second._t1, second._t2) = (Settle(s1[1]), Settle(s2[1]), Settle(t1[1]), Settle(t2[1]));

        static Vector128<double> Both(double value) => Vector128.Create(value);

        static Vector128<double> Add(Vector128<double> a, Vector128<double> b, Vector128<double> sum) => Vector128.FusedMultiplyAdd(a, b, sum);
    }

    private static double Finite(double energy) => double.IsFinite(energy) ? energy : 0;

    // Denormals are slow and one NaN would stay for ever: both end here.
    private static double Settle(double state) => Math.Abs(state) is > 1e-30 and < double.PositiveInfinity ? state : 0;
}
