using System.Numerics;
using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What one channel says about the rotation of its bins: as numbers where the neighbours are known, as factors where they are still to come.</summary>
internal sealed class ChannelPrediction(int bins, int longStep)
{
    private const float Tiny = 1e-24f;

    private readonly float[] _a = new float[bins];
    private readonly float[] _b = new float[bins];
    private readonly float[] _c = new float[bins];
    private readonly float[] _d = new float[bins];

    /// <summary>Energy per bin of the input's frame.</summary>
    public float[] Energy { get; } = new float[bins];

    /// <summary>Σ Y_n · conj(X_n') over the bins one step and one long step above, Y predicted in time.</summary>
    public Pair Above { get; } = new(bins);

    /// <summary>X_n · conj(X_n') of the bin below: times its final rotation, what it says.</summary>
    public Pair Below { get; } = new(bins);

    /// <summary>The same for the bin a long step below.</summary>
    public Pair FarBelow { get; } = new(bins);

    /// <summary>Makes all of it from the input's frame x, the one a hop earlier e and the previous output y.</summary>
    public void Prepare(float[] xr, float[] xi, float[] er, float[] ei, float[] yr, float[] yi, double stretch)
    {
        SplitComplex.Energy(xr, xi, Energy);
        PredictInTime(xr, xi, er, ei, yr, yi);
        Against(xr, xi, 1, stretch, yr, yi, Above.Re, Above.Im);
        Against(xr, xi, longStep, stretch * longStep, yr, yi, _c, _d);
        TensorPrimitives.Add(Above.Re, _c, Above.Re);
        TensorPrimitives.Add(Above.Im, _d, Above.Im);
        Against(xr, xi, -1, -stretch, xr, xi, Below.Re, Below.Im);
        Against(xr, xi, -longStep, -stretch * longStep, xr, xi, FarBelow.Re, FarBelow.Im);
    }

    /// <summary>y ← y · x · conj(e) / max(|x|², |e|²): what appears or vanishes weighs little.</summary>
    private void PredictInTime(float[] xr, float[] xi, float[] er, float[] ei, float[] yr, float[] yi)
    {
        SplitComplex.Energy(er, ei, _a);
        TensorPrimitives.Max(_a, Energy, _a);
        TensorPrimitives.Add(_a, Tiny, _a);
        SplitComplex.MultiplyConjugate(xr, xi, er, ei, _c, _d);
        TensorPrimitives.Divide(_c, _a, _c);
        TensorPrimitives.Divide(_d, _a, _d);
        SplitComplex.Multiply(yr, yi, _c, _d, yr, yi);
    }

    /// <summary>re + i im = w[b + step] · conj(x at b + distance), 0 where one of them lies outside.</summary>
    private void Against(float[] xr, float[] xi, int step, double distance, float[] wr, float[] wi, float[] re, float[] im)
    {
        Shift(xr, distance, _a);
        Shift(xi, distance, _b);
        int from = Math.Clamp(-step, 0, bins), length = Math.Max(0, bins - Math.Abs(step)), at = Math.Max(0, step);
        re.AsSpan(0, from).Clear();
        im.AsSpan(0, from).Clear();
        re.AsSpan(from + length).Clear();
        im.AsSpan(from + length).Clear();
        SplitComplex.MultiplyConjugate(
            wr.AsSpan(at, length), wi.AsSpan(at, length), _a.AsSpan(from, length), _b.AsSpan(from, length), re.AsSpan(from, length), im.AsSpan(from, length));
    }

    /// <summary>shifted[b] = x at bin b + distance, interpolated linearly; 0 outside.</summary>
    private static void Shift(float[] x, double distance, float[] shifted)
    {
        var whole = (int)Math.Floor(distance);
        var part = (float)(distance - whole);
        var from = Math.Clamp(-whole, 0, x.Length);
        var to = Math.Clamp(x.Length - 1 - whole, from, x.Length);
        shifted.AsSpan(0, from).Clear();
        shifted.AsSpan(to).Clear();
        if (to > from)
        {
            TensorPrimitives.Lerp(x.AsSpan(from + whole, to - from), x.AsSpan(from + whole + 1, to - from), part, shifted.AsSpan(from, to - from));
        }
    }

    /// <summary>Complex numbers, parts apart.</summary>
    internal sealed class Pair(int bins)
    {
        public float[] Re { get; } = new float[bins];

        public float[] Im { get; } = new float[bins];

        /// <summary>Takes another's values where its energy is the greater one.</summary>
        public void TakeLouder(Pair other, float[] own, float[] others)
        {
            Take(Re, other.Re, own, others);
            Take(Im, other.Im, own, others);
        }

        private static void Take(float[] target, float[] source, float[] own, float[] others)
        {
            var i = 0;
            for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var louder = Vector.GreaterThan(new Vector<float>(others, i), new Vector<float>(own, i));
                Vector.ConditionalSelect(louder, new Vector<float>(source, i), new Vector<float>(target, i)).CopyTo(target, i);
            }

            for (; i < target.Length; i++)
            {
                target[i] = others[i] > own[i] ? source[i] : target[i];
            }
        }
    }
}
