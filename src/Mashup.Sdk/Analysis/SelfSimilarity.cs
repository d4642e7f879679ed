using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis;

/// <summary>How alike any two moments of a song are: a square matrix, symmetric, ones on its diagonal where something sounds. Thread-safe.</summary>
/// <remarks>
/// 1. The length of every moment's features, once.
/// 2. Cosine of the angle between the features of two, when asked for; stripes beside the diagonal are repetitions, blocks on it are parts.
///    J. Foote, Visualizing music and audio using self-similarity, ACM Multimedia 1999.
/// </remarks>
public sealed class SelfSimilarity
{
    private readonly IReadOnlyList<float[]> _features;
    private readonly float[] _norms;

    /// <summary>Compares moments by their features.</summary>
    /// <param name="features">One array per moment, all of one length, 0 or more each; kept, not copied.</param>
    public SelfSimilarity(IReadOnlyList<float[]> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        (_features, _norms) = (features, [.. features.Select(f => TensorPrimitives.Norm<float>(f))]);
    }

    /// <summary>Rows, and columns: one per moment.</summary>
    public int Count => _norms.Length;

    /// <summary>Likeness of two moments, 0 to 1; 0 where one of them is silent.</summary>
    /// <param name="row">Index of one moment.</param>
    /// <param name="column">Index of the other.</param>
    public float this[int row, int column]
    {
        get
        {
            var scale = _norms[row] * _norms[column];
            return scale > 0 ? Math.Min(1, TensorPrimitives.Dot<float>(_features[row], _features[column]) / scale) : 0;
        }
    }

    /// <summary>One row of the matrix, <see cref="Count"/> values.</summary>
    /// <param name="row">Index of a moment.</param>
    public float[] Row(int row)
    {
        var values = new float[Count];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = this[row, column];
        }

        return values;
    }
}
