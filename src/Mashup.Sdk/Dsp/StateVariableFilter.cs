namespace Mashup.Sdk.Dsp;

/// <summary>A second-order low-pass or high-pass of one channel whose corner may move at every sample.</summary>
/// <remarks>Trapezoidal state variable filter: stable and free of clicks under modulation (V. Zavalishin, The Art of VA Filter Design, 2012, §4).</remarks>
internal struct StateVariableFilter
{
    private readonly double _damping;
    private readonly bool _highPass;
    private double _s1, _s2;

    private StateVariableFilter(double q, bool highPass) => (_damping, _highPass) = (1 / q, highPass);

    public static StateVariableFilter HighPass(double q) => new(q, highPass: true);

    public static StateVariableFilter LowPass(double q) => new(q, highPass: false);

    /// <summary>The integrator gain that puts the corner at <paramref name="hz"/>.</summary>
    public static float Warp(double hz, double sampleRate) => (float)Math.Tan(Math.PI * Math.Clamp(hz, 1, 0.49 * sampleRate) / sampleRate);

    /// <summary>Filters in place; <paramref name="warp"/> holds <see cref="Warp"/> for every sample.</summary>
    public void Process(Span<float> samples, ReadOnlySpan<float> warp)
    {
        double k = _damping, s1 = _s1, s2 = _s2;
        for (var i = 0; i < samples.Length; i++)
        {
            double g = warp[i];
            var high = (samples[i] - (k + g) * s1 - s2) / (1 + g * (k + g));
            var band = g * high + s1;
            var low = g * band + s2;
            s1 = g * high + band;
            s2 = g * band + low;
            samples[i] = (float)(_highPass ? high : low);
        }

        _s1 = Math.Abs(s1) < 1e-30 ? 0 : s1;
        _s2 = Math.Abs(s2) < 1e-30 ? 0 : s2;
    }
}
