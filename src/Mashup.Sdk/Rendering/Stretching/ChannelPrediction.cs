using System.Numerics.Tensors;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What one channel's frame predicts for its bins, all but the part that needs lower bins' final values.</summary>
internal sealed class ChannelPrediction(int bins, int longStep)
{
    private const float Tiny = 1e-24f;

    private readonly float[] _a = new float[bins];
    private readonly float[] _b = new float[bins];
    private readonly float[] _aboveRe = new float[bins];
    private readonly float[] _aboveIm = new float[bins];
    private readonly float[] _shortRe = new float[bins];
    private readonly float[] _shortIm = new float[bins];
    private readonly float[] _longRe = new float[bins];
    private readonly float[] _longIm = new float[bins];

    /// <summary>Energy per bin of the input's frame.</summary>
    public float[] Energy { get; } = new float[bins];

    /// <summary>Predicts the output's bins in time, in place, and gathers what the bins above say.</summary>
    public void Prepare(float[] xr, float[] xi, float[] pr, float[] pi, float[] yr, float[] yi, double stretch)
    {
        TensorPrimitives.Multiply(xr, xr, Energy);
        TensorPrimitives.MultiplyAdd(xi, xi, Energy, Energy);
        PredictInTime(xr, xi, pr, pi, yr, yi);

        Array.Clear(_aboveRe);
        Array.Clear(_aboveIm);
        AddAbove(xr, xi, yr, yi, 1, stretch);
        AddAbove(xr, xi, yr, yi, longStep, stretch * longStep);
        Shift(xr, -stretch, _shortRe);
        Shift(xi, -stretch, _shortIm);
        Shift(xr, -stretch * longStep, _longRe);
        Shift(xi, -stretch * longStep, _longIm);
    }

    /// <summary>Σ Y_n · conj(X_n) over a bin's neighbours: the rotation from input to output, weighted by their energy.</summary>
    public (float Re, float Im) Sum(float[] yr, float[] yi, int bin, int step)
    {
        float re = _aboveRe[bin], im = _aboveIm[bin];
        if (bin >= 1)
        {
            float vr = _shortRe[bin], vi = _shortIm[bin], wr = yr[bin - 1], wi = yi[bin - 1];
            re += wr * vr + wi * vi;
            im += wi * vr - wr * vi;
        }

        if (bin >= step)
        {
            float vr = _longRe[bin], vi = _longIm[bin], wr = yr[bin - step], wi = yi[bin - step];
            re += wr * vr + wi * vi;
            im += wi * vr - wr * vi;
        }

        return (re, im);
    }

    /// <summary>Y ← Y · X · conj(P) / max(|X|², |P|²).</summary>
    private void PredictInTime(float[] xr, float[] xi, float[] pr, float[] pi, float[] yr, float[] yi)
    {
        // The advance X · conj(P), divided by the greater energy so that what appears or vanishes weighs little.
        TensorPrimitives.Multiply(pr, pr, _a);
        TensorPrimitives.MultiplyAdd(pi, pi, _a, _a);
        TensorPrimitives.Max(_a, Energy, _a);
        TensorPrimitives.Add(_a, Tiny, _a);
        float[] re = _shortRe, im = _shortIm;
        TensorPrimitives.Multiply(xr, pr, re);
        TensorPrimitives.MultiplyAdd(xi, pi, re, re);
        TensorPrimitives.Divide(re, _a, re);
        TensorPrimitives.Multiply(xr, pi, _b);
        TensorPrimitives.Negate(_b, _b);
        TensorPrimitives.MultiplyAdd(xi, pr, _b, im);
        TensorPrimitives.Divide(im, _a, im);

        TensorPrimitives.Multiply(yi, im, _a);
        TensorPrimitives.Negate(_a, _a);
        TensorPrimitives.MultiplyAdd(yr, re, _a, _a);
        TensorPrimitives.Multiply(yr, im, _b);
        TensorPrimitives.MultiplyAdd(yi, re, _b, yi);
        _a.CopyTo(yr, 0);
    }

    private void AddAbove(float[] xr, float[] xi, float[] yr, float[] yi, int step, double distance)
    {
        if (step >= bins)
        {
            return;
        }

        Shift(xr, distance, _a);
        Shift(xi, distance, _b);
        var length = bins - step;
        Span<float> vr = _a.AsSpan(0, length), vi = _b.AsSpan(0, length), re = _aboveRe.AsSpan(0, length), im = _aboveIm.AsSpan(0, length);
        ReadOnlySpan<float> wr = yr.AsSpan(step), wi = yi.AsSpan(step);
        TensorPrimitives.MultiplyAdd(wr, vr, re, re);
        TensorPrimitives.MultiplyAdd(wi, vi, re, re);
        TensorPrimitives.MultiplyAdd(wi, vr, im, im);
        TensorPrimitives.Negate(vi, vi);
        TensorPrimitives.MultiplyAdd(wr, vi, im, im);
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
}
