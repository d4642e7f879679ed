namespace Mashup.Sdk.Dsp;

/// <summary>Windowed-sinc low-pass filter, tabulated at equally spaced fractions of a sample.</summary>
/// <remarks>
/// 1. Cut-off in the middle of the transition band, which ends at half the lower of the two rates: nothing folds back.
/// 2. Kaiser window for the attenuation asked for. J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974.
/// 3. Each row is scaled to sum 1, so that a constant stays that constant.
/// </remarks>
internal sealed class SincKernel
{
    /// <summary>Attenuation from half the lower rate on, unless another is asked for.</summary>
    public const double StopbandDb = 110;

    /// <summary>The passband's end, cycles per sample of the lower rate, unless another is asked for.</summary>
    public const double PassbandEdge = 0.45;

    private readonly float[] _rows;

    /// <summary>Designs a kernel.</summary>
    /// <param name="step">Input samples per output sample; above 1 the pass band shrinks.</param>
    /// <param name="phases">Fractions of a sample in the table.</param>
    /// <param name="stopbandDb">Attenuation from half the lower rate on.</param>
    /// <param name="passbandEdge">The passband's end, cycles per sample of the lower rate, below 0.5: the lower, the shorter the filter.</param>
    public SincKernel(double step, int phases, double stopbandDb = StopbandDb, double passbandEdge = PassbandEdge)
    {
        var band = 1 / Math.Max(1, step);
        var transition = (0.5 - passbandEdge) * band;
        var cutoff = 0.5 * (0.5 + passbandEdge) * band;
        var beta = 0.1102 * (stopbandDb - 8.7);
        Phases = phases;
        Taps = ((int)Math.Ceiling((stopbandDb - 7.95) / (14.36 * transition)) + 16) / 16 * 16;
        _rows = new float[(phases + 1) * Taps];
        var row = new double[Taps];
        for (var phase = 0; phase <= phases; phase++)
        {
            var sum = 0.0;
            for (var tap = 0; tap < Taps; tap++)
            {
                var t = tap - Lead - (double)phase / phases;
                sum += row[tap] = Sinc(2 * cutoff * t) * Kaiser(2 * t / Taps, beta);
            }

            for (var tap = 0; tap < Taps; tap++)
            {
                _rows[phase * Taps + tap] = (float)(row[tap] / sum);
            }
        }
    }

    /// <summary>Fractions of a sample in the table; row <see cref="Phases"/> is row 0 one sample later.</summary>
    public int Phases { get; }

    /// <summary>Coefficients per row, whole vectors of any width.</summary>
    public int Taps { get; }

    /// <summary>Taps before the sample at or below the position that is read.</summary>
    public int Lead => Taps / 2 - 1;

    /// <summary>The coefficients for a fraction of phase / <see cref="Phases"/>.</summary>
    public ReadOnlySpan<float> Row(int phase) => _rows.AsSpan(phase * Taps, Taps);

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x, double beta) => x is <= -1 or >= 1 ? 0 : Bessel.I0(beta * Math.Sqrt(1 - x * x)) / Bessel.I0(beta);
}
