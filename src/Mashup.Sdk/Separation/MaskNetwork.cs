using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Separation;

/// <summary>Weighs the evidence on each band into the shares of vocals, drums, bass and other, which sum to 1. Holds scratch memory: one per thread.</summary>
/// <remarks>Two hidden layers of rectified sums, then softmax: the same numbers for every band of every song, see <see cref="MaskWeights"/>.</remarks>
internal sealed class MaskNetwork
{
    /// <summary>Shares per band.</summary>
    public const int Stems = 4;

    /// <summary>Units computed together: eight sums in flight hide the latency of the multiply-add.</summary>
    private const int Together = 4;

    private readonly float[] _weights = new float[MaskWeights.FirstUnits * (1 + FrameEvidence.Count)];
    private readonly Vector<float>[] _input = new Vector<float>[2 * FrameEvidence.Count];
    private readonly Vector<float>[] _first = new Vector<float>[2 * MaskWeights.FirstUnits];
    private readonly Vector<float>[] _second = new Vector<float>[2 * MaskWeights.SecondUnits];
    private readonly Vector<float>[] _output = new Vector<float>[2 * Stems];

    /// <summary>Fills the shares of one frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(FrameEvidence evidence, float[][] shares)
    {
        Prepare(evidence.Whole);
        var rows = evidence.Rows;
        var width = Vector<float>.Count;
        for (var band = 0; band < shares[0].Length; band += 2 * width)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                (_input[2 * i], _input[2 * i + 1]) = (new(rows[i], band), new(rows[i], band + width));
            }

            Layer(_input, _weights, Vector<float>.Zero, _first);
            Layer(_first, MaskWeights.Second, Vector<float>.Zero, _second);
            Layer(_second, MaskWeights.Third, new Vector<float>(float.MinValue), _output);
            Softmax(_output[0], _output[2], _output[4], _output[6], shares, band);
            Softmax(_output[1], _output[3], _output[5], _output[7], shares, band + width);
        }
    }

    /// <summary>What holds for the whole frame is weighed once, into the first layer's offsets.</summary>
    private void Prepare(ReadOnlySpan<float> whole)
    {
        const int Row = 1 + FrameEvidence.Count, Stored = Row + FrameEvidence.WholeCount;
        for (var unit = 0; unit < MaskWeights.FirstUnits; unit++)
        {
            var weights = MaskWeights.First.Slice(unit * Stored, Stored);
            weights[..Row].CopyTo(_weights.AsSpan(unit * Row));
            _weights[unit * Row] += TensorPrimitives.Dot(weights[Row..], whole);
        }
    }

    private static void Layer(Vector<float>[] input, ReadOnlySpan<float> weights, Vector<float> least, Vector<float>[] output)
    {
        var row = 1 + input.Length / 2;
        for (var unit = 0; unit < output.Length / 2; unit += Together)
        {
            Activate(input, weights.Slice(unit * row, Together * row), least, output.AsSpan(2 * unit, 2 * Together));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(ReadOnlySpan<Vector<float>> input, ReadOnlySpan<float> weights, Vector<float> least, Span<Vector<float>> output)
    {
        // One step reads six numbers and multiplies eight vectors: bounds checks would cost as much as the work.
        var row = 1 + input.Length / 2;
        ref var a = ref MemoryMarshal.GetReference(weights);
        ref var b = ref Unsafe.Add(ref a, row);
        ref var c = ref Unsafe.Add(ref b, row);
        ref var d = ref Unsafe.Add(ref c, row);
        ref var x = ref MemoryMarshal.GetReference(input);
        Vector<float> a0 = new(a), a1 = a0, b0 = new(b), b1 = b0, c0 = new(c), c1 = c0, d0 = new(d), d1 = d0;
        for (nint i = 1; i < row; i++)
        {
            Vector<float> x0 = Unsafe.Add(ref x, 2 * i - 2), x1 = Unsafe.Add(ref x, 2 * i - 1);
            Vector<float> wa = new(Unsafe.Add(ref a, i)), wb = new(Unsafe.Add(ref b, i)), wc = new(Unsafe.Add(ref c, i)), wd = new(Unsafe.Add(ref d, i));
            a0 = Vector.FusedMultiplyAdd(wa, x0, a0);
            a1 = Vector.FusedMultiplyAdd(wa, x1, a1);
            b0 = Vector.FusedMultiplyAdd(wb, x0, b0);
            b1 = Vector.FusedMultiplyAdd(wb, x1, b1);
            c0 = Vector.FusedMultiplyAdd(wc, x0, c0);
            c1 = Vector.FusedMultiplyAdd(wc, x1, c1);
            d0 = Vector.FusedMultiplyAdd(wd, x0, d0);
            d1 = Vector.FusedMultiplyAdd(wd, x1, d1);
        }

        output[7] = Vector.Max(d1, least);
        (output[0], output[1], output[2], output[3]) = (Vector.Max(a0, least), Vector.Max(a1, least), Vector.Max(b0, least), Vector.Max(b1, least));
        (output[4], output[5], output[6]) = (Vector.Max(c0, least), Vector.Max(c1, least), Vector.Max(d0, least));
    }

    private static void Softmax(Vector<float> vocals, Vector<float> drums, Vector<float> bass, Vector<float> other, float[][] shares, int band)
    {
        var top = Vector.Max(Vector.Max(vocals, drums), Vector.Max(bass, other));
        (vocals, drums, bass, other) = (Vector.Exp(vocals - top), Vector.Exp(drums - top), Vector.Exp(bass - top), Vector.Exp(other - top));
        var scale = Vector<float>.One / (vocals + drums + bass + other);
        (vocals * scale).CopyTo(shares[0], band);
        (drums * scale).CopyTo(shares[1], band);
        (bass * scale).CopyTo(shares[2], band);
        (other * scale).CopyTo(shares[3], band);
    }
}
