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
    public double Energy(ReadOnlySpan<float> samples)
    {
        double b0 = _b0, b1 = _b1, b2 = _b2, a1 = _a1, a2 = _a2, c1 = _c1, c2 = _c2;
        double s1 = _s1, s2 = _s2, t1 = _t1, t2 = _t2, energy = 0;
        foreach (var sample in samples)
        {
            double x = sample;
            var u = b0 * x + s1;
            s1 = b1 * x - a1 * u + s2;
            s2 = b2 * x - a2 * u;
            var y = u + t1;
            t1 = -2 * u - c1 * y + t2;
            t2 = u - c2 * y;
            energy += y * y;
        }

        (_s1, _s2, _t1, _t2) = (Settle(s1), Settle(s2), Settle(t1), Settle(t2));
        return double.IsFinite(energy) ? energy : 0;
    }

    // Denormals are slow and one NaN would stay for ever: both end here.
    private static double Settle(double state) => Math.Abs(state) is > 1e-30 and < double.PositiveInfinity ? state : 0;
}
