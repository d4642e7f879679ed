namespace Mashup.Sdk.Dsp;

/// <summary>A shelf or bell of one channel whose gain may move at every sample; at gain 1 it is its input, exactly.</summary>
/// <remarks>A. Simper, "Solving the continuous SVF equations using trapezoidal integration and equivalent currents", Cytomic, 2013.</remarks>
internal struct ToneFilter
{
    private readonly double _warp;
    private readonly double _damping;
    private readonly Shape _shape;
    private double _s1, _s2;

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

    /// <summary>Filters in place; <paramref name="roots"/> holds <see cref="Root"/> of the gain for every sample.</summary>
    public void Process(Span<float> samples, ReadOnlySpan<float> roots)
    {
        double s1 = _s1, s2 = _s2;
        for (var i = 0; i < samples.Length; i++)
        {
            double a = roots[i], x = samples[i];
            var (g, k, m0, m1, m2) = _shape switch
            {
                Shape.LowShelf => (_warp / Math.Sqrt(a), _damping, 1, _damping * (a - 1), a * a - 1),
                Shape.HighShelf => (_warp * Math.Sqrt(a), _damping, a * a, _damping * (1 - a) * a, 1 - a * a),
                _ => (_warp, _damping / a, 1, _damping / a * (a * a - 1), 0),
            };
            var high = (x - (k + g) * s1 - s2) / (1 + g * (k + g));
            var band = g * high + s1;
            var low = g * band + s2;
            s1 = g * high + band;
            s2 = g * band + low;
            samples[i] = (float)(m0 * x + m1 * band + m2 * low);
        }

        _s1 = Math.Abs(s1) < 1e-30 ? 0 : s1;
        _s2 = Math.Abs(s2) < 1e-30 ? 0 : s2;
    }
}
