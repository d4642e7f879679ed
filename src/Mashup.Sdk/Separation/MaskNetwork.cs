using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mashup.Sdk.Separation;

/// <summary>Weighs the evidence on each bin into the shares of vocals, drums, bass and other, which sum to 1. Stateless: the weights are constants.</summary>
/// <remarks>One hidden layer of rectified sums, then softmax: the same few hundred numbers for every bin of every song, see <see
/// cref="MaskWeights"/>.</remarks>
internal static class MaskNetwork
{
    /// <summary>Shares per bin.</summary>
    public const int Stems = 4;

    private const int Inputs = 1 + FrameEvidence.Count;

    /// <summary>Fills the shares of one frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float[][] evidence, float[][] shares)
    {
        var width = Vector<float>.Count;
        Span<Vector<float>> input = stackalloc Vector<float>[2 * FrameEvidence.Count];
        Span<Vector<float>> hidden = stackalloc Vector<float>[2 * MaskWeights.Units];
        for (var bin = 0; bin < shares[0].Length; bin += 2 * width)
        {
            for (var i = 0; i < FrameEvidence.Count; i++)
            {
                (input[2 * i], input[2 * i + 1]) = (new(evidence[i], bin), new(evidence[i], bin + width));
            }

            for (var unit = 0; unit < MaskWeights.Units; unit += 4)
            {
                Activate(input, MaskWeights.First.Slice(unit * Inputs, 4 * Inputs), hidden.Slice(2 * unit, 8));
            }

            Share(hidden, MaskWeights.Second, shares, bin);
        }
    }

    /// <summary>Four hidden units at a time: eight sums in flight hide the latency of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(ReadOnlySpan<Vector<float>> input, ReadOnlySpan<float> weights, Span<Vector<float>> hidden)
    {
        ReadOnlySpan<float> a = weights[..Inputs], b = weights.Slice(Inputs, Inputs);
        ReadOnlySpan<float> c = weights.Slice(2 * Inputs, Inputs), d = weights.Slice(3 * Inputs, Inputs);
        Vector<float> a0 = new(a[0]), a1 = a0, b0 = new(b[0]), b1 = b0, c0 = new(c[0]), c1 = c0, d0 = new(d[0]), d1 = d0;
        for (var i = 1; i < a.Length; i++)
        {
            Vector<float> x0 = input[2 * i - 2], x1 = input[2 * i - 1];
            Vector<float> wa = new(a[i]), wb = new(b[i]), wc = new(c[i]), wd = new(d[i]);
            (a0, a1) = (Vector.FusedMultiplyAdd(wa, x0, a0), Vector.FusedMultiplyAdd(wa, x1, a1));
            (b0, b1) = (Vector.FusedMultiplyAdd(wb, x0, b0), Vector.FusedMultiplyAdd(wb, x1, b1));
            (c0, c1) = (Vector.FusedMultiplyAdd(wc, x0, c0), Vector.FusedMultiplyAdd(wc, x1, c1));
            (d0, d1) = (Vector.FusedMultiplyAdd(wd, x0, d0), Vector.FusedMultiplyAdd(wd, x1, d1));
        }

        var zero = Vector<float>.Zero;
        (hidden[0], hidden[1], hidden[2], hidden[3]) = (Vector.Max(a0, zero), Vector.Max(a1, zero), Vector.Max(b0, zero), Vector.Max(b1, zero));
        (hidden[4], hidden[5], hidden[6], hidden[7]) = (Vector.Max(c0, zero), Vector.Max(c1, zero), Vector.Max(d0, zero), Vector.Max(d1, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Share(ReadOnlySpan<Vector<float>> hidden, ReadOnlySpan<float> weights, float[][] shares, int bin)
    {
        Vector<float> v0 = new(weights[0]), v1 = v0, d0 = new(weights[1]), d1 = d0, b0 = new(weights[2]), b1 = b0, o0 = new(weights[3]), o1 = o0;
        for (var i = 0; i < hidden.Length; i += 2)
        {
            var w = weights.Slice(2 * i + Stems, Stems);
            Vector<float> x0 = hidden[i], x1 = hidden[i + 1], wv = new(w[0]), wd = new(w[1]), wb = new(w[2]), wo = new(w[3]);
            (v0, v1) = (Vector.FusedMultiplyAdd(wv, x0, v0), Vector.FusedMultiplyAdd(wv, x1, v1));
            (d0, d1) = (Vector.FusedMultiplyAdd(wd, x0, d0), Vector.FusedMultiplyAdd(wd, x1, d1));
            (b0, b1) = (Vector.FusedMultiplyAdd(wb, x0, b0), Vector.FusedMultiplyAdd(wb, x1, b1));
            (o0, o1) = (Vector.FusedMultiplyAdd(wo, x0, o0), Vector.FusedMultiplyAdd(wo, x1, o1));
        }

        Softmax(v0, d0, b0, o0, shares, bin);
        Softmax(v1, d1, b1, o1, shares, bin + Vector<float>.Count);
    }

    private static void Softmax(Vector<float> vocals, Vector<float> drums, Vector<float> bass, Vector<float> other, float[][] shares, int bin)
    {
        var top = Vector.Max(Vector.Max(vocals, drums), Vector.Max(bass, other));
        (vocals, drums, bass, other) = (Vector.Exp(vocals - top), Vector.Exp(drums - top), Vector.Exp(bass - top), Vector.Exp(other - top));
        var scale = Vector<float>.One / (vocals + drums + bass + other);
        (vocals * scale).CopyTo(shares[0], bin);
        (drums * scale).CopyTo(shares[1], bin);
        (bass * scale).CopyTo(shares[2], bin);
        (other * scale).CopyTo(shares[3], bin);
    }
}
