using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>How strongly one harmonic series stands out of a spectrum. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// 1. The amplitude is compressed (fourth root of power) and whitened (less its mean over 25 bins).
/// 2. For 108 fundamentals from 100 to 800 Hz, 36 an octave, 12 harmonics are summed with weights 0.85^h.
///    After A. Klapuri, Multiple fundamental frequency estimation by summing harmonic amplitudes, ISMIR 2006.
/// </remarks>
internal sealed class HarmonicSalience
{
    private const int Harmonics = 12;
    private const int PerOctave = 36;
    private const int Octaves = 3;
    private const double LowestHz = 100;
    private const double HighestHz = 5000;
    private const int Radius = 12;
    private readonly float[] _spectrum;
    private readonly float[] _sums;
    private readonly int[][] _bins;
    private readonly float[] _weights = [.. Enumerable.Range(0, Harmonics).Select(h => (float)Math.Pow(0.85, h))];

    public HarmonicSalience(double hzPerBin)
    {
        _spectrum = new float[(int)(HighestHz / hzPerBin) + 1];
        _sums = new float[_spectrum.Length + 1];
        _bins = [.. Enumerable.Range(0, Octaves * PerOctave).Select(i => Series(LowestHz * Math.Pow(2, (double)i / PerOctave) / hzPerBin))];
    }

    /// <summary>Salience of the strongest series in a power spectrum.</summary>
    public float Strongest(ReadOnlySpan<float> power)
    {
        TensorPrimitives.Add(power[.._spectrum.Length], 1e-12f, _spectrum);
        TensorPrimitives.Sqrt(_spectrum, _spectrum);
        TensorPrimitives.Sqrt(_spectrum, _spectrum);
        for (var k = 0; k < _spectrum.Length; k++)
        {
            _sums[k + 1] = _sums[k] + _spectrum[k];
        }

        for (var k = 0; k < _spectrum.Length; k++)
        {
            _spectrum[k] -= (_sums[Math.Min(k + Radius + 1, _spectrum.Length)] - _sums[Math.Max(0, k - Radius)]) / (2 * Radius + 1);
        }

        var strongest = 0f;
        foreach (var series in _bins)
        {
            var sum = 0f;
            for (var h = 0; h < series.Length; h++)
            {
                sum += _weights[h] * _spectrum[series[h]];
            }

            strongest = Math.Max(strongest, sum);
        }

        return strongest;
    }

    private int[] Series(double fundamental) =>
        [.. Enumerable.Range(1, Harmonics).Select(h => (int)Math.Round(h * fundamental)).Where(k => k < _spectrum.Length)];
}
