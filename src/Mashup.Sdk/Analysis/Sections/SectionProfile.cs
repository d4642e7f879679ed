using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>What a section is like: the averages of its bars.</summary>
/// <remarks>
/// 1. Levels, vocals and drums are the means of the bars'.
/// 2. Two sections are alike as far as the chroma of their bars correlates, bar by bar from their starts.
/// </remarks>
internal sealed class SectionProfile
{
    private readonly BarFeatures[] _bars;

    public SectionProfile(BarFeatures[] bars)
    {
        _bars = bars;
        Levels = [bars.Average(b => b.Levels[0]), bars.Average(b => b.Levels[1]), bars.Average(b => b.Levels[2])];
        Side = bars.Average(b => b.Side);
        Vocal = bars.Average(b => b.Vocal);
        Drums = bars.Average(b => TensorPrimitives.Sum<float>(b.Kick) + TensorPrimitives.Sum<float>(b.Snare));
    }

    /// <summary>Number of bars.</summary>
    public int Length => _bars.Length;

    /// <summary>Level of the low, middle and high band, dB.</summary>
    public float[] Levels { get; }

    /// <summary>Level of the sides in the voice band, dB; 0 where not known.</summary>
    public float Side { get; }

    /// <summary>Vocal activity, 0 to 1.</summary>
    public float Vocal { get; }

    /// <summary>Onset strength per bar.</summary>
    public float Drums { get; }

    /// <summary>
    /// How alike the harmony of two sections is, bar by bar from their starts: mean correlation of the chroma, −1 to 1. Two sections of
    /// different length are compared over the shorter one, and lose what is left over.
    /// </summary>
    public double Similarity(SectionProfile other)
    {
        var shorter = Math.Min(Length, other.Length);
        double sum = 0;
        for (var i = 0; i < shorter; i++)
        {
            sum += Correlation(_bars[i].Chroma, other._bars[i].Chroma);
        }

        var covered = (double)shorter / Math.Max(Length, other.Length);
        return sum / shorter * Math.Min(1, 0.5 + covered);
    }

    private static double Correlation(float[] a, float[] b)
    {
        double meanA = TensorPrimitives.Average<float>(a), meanB = TensorPrimitives.Average<float>(b), ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double x = a[i] - meanA, y = b[i] - meanB;
            (ab, aa, bb) = (ab + x * y, aa + x * x, bb + y * y);
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
