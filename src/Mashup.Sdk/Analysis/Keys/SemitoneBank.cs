using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Sums a spectrum into equal-tempered semitones at a given tuning.</summary>
/// <remarks>
/// 1. Each semitone weighs the power near its frequency by a squared cosine 1.2 semitones wide, but never narrower than the spectrum resolves (1.8 bins).
/// 2. The root of the weighted sum is its magnitude. After E. Gómez, "Tonal description of music audio signals", UPF 2006, §3.
/// </remarks>
internal sealed class SemitoneBank
{
    private const double HalfWidthSemitones = 0.6;
    private const double HalfWidthBins = 0.9;

    private readonly (int First, float[] Weights)[] _filters;
    private readonly float[] _power;

    /// <summary>Makes the filters of MIDI notes <paramref name="lowest"/> up to, not including, <paramref name="end"/>.</summary>
    public SemitoneBank(int lowest, int end, double tuningHz, int bins, double hzPerBin)
    {
        _power = new float[bins];
        _filters = [.. Enumerable.Range(lowest, end - lowest).Select(note => Filter(note, tuningHz, bins, hzPerBin))];
    }

    /// <summary>Number of semitones.</summary>
    public int Count => _filters.Length;

    /// <summary>Magnitude of every semitone of one frame.</summary>
    public void Apply(ReadOnlySpan<float> magnitudes, Span<float> notes)
    {
        TensorPrimitives.Multiply(magnitudes, magnitudes, _power);
        for (var i = 0; i < _filters.Length; i++)
        {
            var (first, weights) = _filters[i];
            notes[i] = MathF.Sqrt(TensorPrimitives.Dot(_power.AsSpan(first, weights.Length), weights));
        }
    }

    private static (int First, float[] Weights) Filter(int note, double tuningHz, int bins, double hzPerBin)
    {
        var centre = tuningHz * Math.Pow(2, (note - 69) / 12.0) / hzPerBin;
        var half = Math.Max(HalfWidthSemitones * centre * (Math.Pow(2, 1 / 12.0) - 1), HalfWidthBins);
        var first = Math.Min(bins, (int)Math.Ceiling(centre - half));
        var end = Math.Clamp((int)Math.Floor(centre + half) + 1, first, bins);
        var weights = new float[end - first];
        for (var i = 0; i < weights.Length; i++)
        {
            var c = Math.Cos(0.5 * Math.PI * (first + i - centre) / half);
            weights[i] = (float)(c * c);
        }

        return (first, weights);
    }
}
