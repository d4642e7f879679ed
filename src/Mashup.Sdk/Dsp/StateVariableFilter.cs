using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp;

/// <summary>A second-order low-pass or high-pass of a stereo sound whose corner may move at every sample.</summary>
/// <remarks>Trapezoidal state variable filter: stable and free of clicks under modulation (V. Zavalishin, The Art of VA Filter Design, 2012, §4).</remarks>
internal sealed class StateVariableFilter
{
    private readonly double _damping;
    private readonly bool _highPass;
    private Vector128<double> _s1, _s2;

    private StateVariableFilter(double q, bool highPass) => (_damping, _highPass) = (1 / q, highPass);

    public static StateVariableFilter HighPass(double q) => new(q, highPass: true);

    public static StateVariableFilter LowPass(double q) => new(q, highPass: false);

    /// <summary>The integrator gain that puts the corner at <paramref name="hz"/>.</summary>
    public static float Warp(double hz, double sampleRate) => (float)Math.Tan(Math.PI * Math.Clamp(hz, 1, 0.49 * sampleRate) / sampleRate);

    /// <summary>Forgets what it heard.</summary>
    public void Rest() => (_s1, _s2) = (default, default);

    /// <summary>Filters in place; <paramref name="warp"/> holds <see cref="Warp"/> for every sample.</summary>
    public void Process(Span<float> left, Span<float> right, ReadOnlySpan<float> warp)
    {
        Vector128<double> s1 = _s1, s2 = _s2;
        right = right[..left.Length];
        warp = warp[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            double g = warp[i], feedback = _damping + g;
            Vector128<double> gain = Vector128.Create(g), scale = Vector128.Create(1 / (1 + g * feedback));
            var high = (StereoSample.Read(left[i], right[i]) - Vector128.Create(feedback) * s1 - s2) * scale;
            var band = gain * high + s1;
            var low = gain * band + s2;
            s1 = gain * high + band;
            s2 = gain * band + low;
            var y = _highPass ? high : low;
            StereoSample.Write(y, out left[i], out right[i]);
        }

        (_s1, _s2) = (StereoSample.Settle(s1), StereoSample.Settle(s2));
    }
}
