using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp;

/// <summary>A shelf or bell of a stereo sound whose gain may move at every sample; at gain 1 it is its input, exactly.</summary>
/// <remarks>A. Simper, "Solving the continuous SVF equations using trapezoidal integration and equivalent currents", Cytomic, 2013.</remarks>
internal sealed class ToneFilter
{
    private readonly double _warp;
    private readonly double _damping;
    private readonly Shape _shape;
    private Vector128<double> _s1, _s2;

    private ToneFilter(Shape shape, double hz, double q, double sampleRate) =>
        (_shape, _damping, _warp) = (shape, 1 / q, Math.Tan(Math.PI * Math.Min(hz, 0.45 * sampleRate) / sampleRate));

    private enum Shape
    {
        LowShelf,
        Bell,
        HighShelf,
    }

    public static ToneFilter LowShelf(double hz, double sampleRate) => new(Shape.LowShelf, hz, Math.Sqrt(0.5), sampleRate);

    public static ToneFilter Bell(double hz, double q, double sampleRate) => new(Shape.Bell, hz, q, sampleRate);

    public static ToneFilter HighShelf(double hz, double sampleRate) => new(Shape.HighShelf, hz, Math.Sqrt(0.5), sampleRate);

    /// <summary>What <see cref="Process"/> takes for a gain in dB: the fourth root of the power.</summary>
    public static float Root(double db) => (float)Math.Pow(10, db / 40);

    /// <summary>Forgets what it heard.</summary>
    public void Rest() => (_s1, _s2) = (default, default);

    /// <summary>Filters in place; <paramref name="roots"/> holds <see cref="Root"/> of the gain for every sample.</summary>
    public void Process(Span<float> left, Span<float> right, ReadOnlySpan<float> roots)
    {
        Vector128<double> s1 = _s1, s2 = _s2;
        right = right[..left.Length];
        roots = roots[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            double a = roots[i];
            var (g, k, m0, m1, m2) = _shape switch
            {
                Shape.LowShelf => (_warp / Math.Sqrt(a), _damping, 1, _damping * (a - 1), a * a - 1),
                Shape.HighShelf => (_warp * Math.Sqrt(a), _damping, a * a, _damping * (1 - a) * a, 1 - a * a),
                _ => (_warp, _damping / a, 1, _damping / a * (a * a - 1), 0),
            };
            Vector128<double> x = StereoSample.Read(left[i], right[i]), gain = Vector128.Create(g), scale = Vector128.Create(1 / (1 + g * (k + g)));
            var high = (x - Vector128.Create(k + g) * s1 - s2) * scale;
            var band = gain * high + s1;
            var low = gain * band + s2;
            s1 = gain * high + band;
            s2 = gain * band + low;
            var y = Vector128.Create(m0) * x + Vector128.Create(m1) * band + Vector128.Create(m2) * low;
            StereoSample.Write(y, out left[i], out right[i]);
        }

        (_s1, _s2) = (StereoSample.Settle(s1), StereoSample.Settle(s2));
    }
}
