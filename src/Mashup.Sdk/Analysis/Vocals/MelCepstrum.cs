using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>A few mel-cepstral coefficients of power spectra. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// 1. 32 triangular bands, 80 Hz to 11 kHz, equidistant in mel; lg of their power.
/// 2. Orthonormal cosine transform; coefficients <see cref="FirstCoefficient"/> and up are kept.
/// </remarks>
internal sealed class MelCepstrum
{
    /// <summary>Index of the first coefficient kept.</summary>
    public const int FirstCoefficient = 4;

    private const int BandCount = 32;
    private const double LowHz = 80;
    private const double HighHz = 11000;
    private readonly (int First, float[] Weights)[] _bands;
    private readonly float[][] _cosines;
    private readonly float[] _levels = new float[BandCount];

    public MelCepstrum(double hzPerBin, int bins)
    {
        double low = Mel(LowHz), step = (Mel(Math.Min(HighHz, (bins - 1) * hzPerBin)) - low) / (BandCount + 1);
        _bands = [.. Enumerable.Range(0, BandCount).Select(b => Band(Hz(low + b * step), Hz(low + (b + 1) * step), Hz(low + (b + 2) * step), hzPerBin))];
        _cosines = [.. Enumerable.Range(FirstCoefficient, VocalCues.TimbreCount).Select(Cosine)];
    }

    /// <summary>Writes the coefficients of one spectrum to element <paramref name="t"/> of each output.</summary>
    public void Transform(ReadOnlySpan<float> power, int t, float[][] coefficients)
    {
        for (var b = 0; b < BandCount; b++)
        {
            var (first, weights) = _bands[b];
            _levels[b] = MathF.Log10(TensorPrimitives.Dot(power.Slice(first, weights.Length), weights) + 1e-9f);
        }

        for (var c = 0; c < coefficients.Length; c++)
        {
            coefficients[c][t] = TensorPrimitives.Dot<float>(_levels, _cosines[c]);
        }
    }

    private static double Mel(double hz) => 2595 * Math.Log10(1 + hz / 700);

    private static double Hz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);

    private static (int First, float[] Weights) Band(double low, double centre, double high, double hzPerBin)
    {
        var first = (int)Math.Ceiling(low / hzPerBin);
        var count = Math.Max(1, (int)Math.Floor(high / hzPerBin) - first + 1);
        return (first, [.. Enumerable.Range(first, count).Select(k =>
            (float)Math.Max(0, Math.Min((k * hzPerBin - low) / (centre - low), (high - k * hzPerBin) / (high - centre))))]);
    }

    private static float[] Cosine(int c) =>
        [.. Enumerable.Range(0, BandCount).Select(b => (float)(Math.Sqrt(2.0 / BandCount) * Math.Cos(Math.PI * c * (b + 0.5) / BandCount)))];
}
