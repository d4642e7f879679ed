using System.Numerics;

namespace Mashup.Sdk.Separation;

/// <summary>Weighs the evidence on each bin into the shares of vocals, drums, bass and other, which sum to 1. Stateless: the weights are constants.</summary>
/// <remarks>One hidden layer of rectified sums, then softmax: the same few hundred numbers for every bin of every song, see <see cref="MaskWeights"/>.</remarks>
internal static class MaskNetwork
{
    /// <summary>Shares per bin.</summary>
    public const int Stems = 4;

    /// <summary>Fills the shares of one frame.</summary>
    public static void Run(float[][] evidence, float[][] shares)
    {
        ReadOnlySpan<float> first = MaskWeights.First, second = MaskWeights.Second;
        var width = Vector<float>.Count;
        Span<Vector<float>> here = stackalloc Vector<float>[2 * FrameEvidence.Count];
        for (var bin = 0; bin < shares[0].Length; bin += 2 * width)
        {
            for (var i = 0; i < FrameEvidence.Count; i++)
            {
                (here[2 * i], here[2 * i + 1]) = (new(evidence[i], bin), new(evidence[i], bin + width));
            }

            Vector<float> v0 = new(second[0]), v1 = v0, d0 = new(second[1]), d1 = d0, b0 = new(second[2]), b1 = b0, o0 = new(second[3]), o1 = o0;
            var into = first;
            var outOf = second[Stems..];
            for (var unit = 0; unit < MaskWeights.Units; unit++)
            {
                Vector<float> x0 = new(into[0]), x1 = x0;
                for (var i = 0; i < FrameEvidence.Count; i++)
                {
                    var w = new Vector<float>(into[i + 1]);
                    x0 = Vector.FusedMultiplyAdd(w, here[2 * i], x0);
                    x1 = Vector.FusedMultiplyAdd(w, here[2 * i + 1], x1);
                }

                (x0, x1) = (Vector.Max(x0, Vector<float>.Zero), Vector.Max(x1, Vector<float>.Zero));
                Vector<float> wv = new(outOf[0]), wd = new(outOf[1]), wb = new(outOf[2]), wo = new(outOf[3]);
                (v0, v1) = (Vector.FusedMultiplyAdd(wv, x0, v0), Vector.FusedMultiplyAdd(wv, x1, v1));
                (d0, d1) = (Vector.FusedMultiplyAdd(wd, x0, d0), Vector.FusedMultiplyAdd(wd, x1, d1));
                (b0, b1) = (Vector.FusedMultiplyAdd(wb, x0, b0), Vector.FusedMultiplyAdd(wb, x1, b1));
                (o0, o1) = (Vector.FusedMultiplyAdd(wo, x0, o0), Vector.FusedMultiplyAdd(wo, x1, o1));
                into = into[(FrameEvidence.Count + 1)..];
                outOf = outOf[Stems..];
            }

            Softmax(v0, d0, b0, o0, shares, bin);
            Softmax(v1, d1, b1, o1, shares, bin + width);
        }
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
