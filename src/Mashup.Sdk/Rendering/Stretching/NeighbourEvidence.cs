using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What a bin's neighbours say about its rotation: as numbers where they are predicted, as factors where their rotation is still to come.</summary>
/// <remarks>All of it is one channel's word, that of the louder one in the bin, whichever that is beside it.</remarks>
internal sealed class NeighbourEvidence(int channels, int bins, int longStep)
{
    /// <summary>How much a bin's own past counts beside each of its neighbours, where its energy stands still.</summary>
    internal const float OwnWeight = 4;

    private const float Tiny = 1e-24f;

    private const int Lanes = 8;

    private readonly float[][] _steadiness = [.. Enumerable.Range(0, channels).Select(_ => new float[bins])];
    private readonly float[][] _energy = [.. Enumerable.Range(0, channels).Select(_ => new float[bins])];

    private FrameSpectrum? _current;
    private FrameSpectrum? _predicted;

    /// <summary>Σ Y_n · conj(X_n') over the bins one step and one long step above and, weighted, the bin itself, Y predicted in time.</summary>
    public Pair Above { get; } = new(RotationSweep.Padded(bins));

    /// <summary>X_n · conj(X_n') of the bin below: times its final rotation, what it says.</summary>
    public Pair Below { get; } = new(RotationSweep.Padded(bins));

    /// <summary>The same for the bin a long step below.</summary>
    public Pair FarBelow { get; } = new(RotationSweep.Padded(bins));

    /// <summary>Makes all of it; the previous output is carried one hop on.</summary>
    /// <param name="current">The input's frame.</param>
    /// <param name="earlier">The input's frame one hop earlier.</param>
    /// <param name="output">The previous output frame; its prediction in time on return.</param>
    /// <param name="stretch">Output samples per input sample.</param>
    public void Gather(FrameSpectrum current, FrameSpectrum earlier, FrameSpectrum output, double stretch)
    {
        for (var c = 0; c < channels; c++)
        {
            PredictInTime(current.Re[c], current.Im[c], earlier.Re[c], earlier.Im[c], output.Re[c], output.Im[c], _energy[c], _steadiness[c]);
        }

        (_current, _predicted) = (current, output);
        Relate(output, current, new Neighbour(1, stretch), new Neighbour(longStep, stretch * longStep), Above, Above);
        AddOwnPast(output, current);
        Relate(current, current, new Neighbour(-1, -stretch), new Neighbour(-longStep, -stretch * longStep), Below, FarBelow);
    }

    /// <summary>What one bin's own past says: Y · conj(X), predicted in time.</summary>
    public (float Re, float Im) InTime(int bin)
    {
        var c = _energy[^1][bin] > _energy[0][bin] ? channels - 1 : 0;
        float xr = _current!.Re[c][bin], xi = _current.Im[c][bin], yr = _predicted!.Re[c][bin], yi = _predicted.Im[c][bin];
        return (yr * xr + yi * xi, yi * xr - yr * xi);
    }

    /// <summary>y ← y · x · conj(e) / max(|x|², |e|²): what appears or vanishes weighs little. Also |x|² and, as steadiness, min / max of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PredictInTime(float[] xr, float[] xi, float[] er, float[] ei, float[] yr, float[] yi, float[] energy, float[] steadiness)
    {
        var b = 0;
        for (; b <= energy.Length - Lanes; b += Lanes)
        {
            Vector256<float> ar = At(xr, b), ai = At(xi, b), br = At(er, b), bi = At(ei, b), cr = At(yr, b), ci = At(yi, b);
            var loudness = ar * ar + ai * ai;
            var before = br * br + bi * bi;
            var scale = Vector256<float>.One / (Vector256.MaxNative(loudness, before) + Vector256.Create(Tiny));
            (Vector256.MinNative(loudness, before) * scale).CopyTo(steadiness, b);
            Vector256<float> tr = (ar * br + ai * bi) * scale, ti = (ai * br - ar * bi) * scale;
            loudness.CopyTo(energy, b);
            (cr * tr - ci * ti).CopyTo(yr, b);
            (cr * ti + ci * tr).CopyTo(yi, b);
        }

        for (; b < energy.Length; b++)
        {
            float ar = xr[b], ai = xi[b], br = er[b], bi = ei[b], cr = yr[b], ci = yi[b];
            energy[b] = ar * ar + ai * ai;
            var before = br * br + bi * bi;
            var scale = 1 / (Math.Max(energy[b], before) + Tiny);
            steadiness[b] = Math.Min(energy[b], before) * scale;
            float tr = (ar * br + ai * bi) * scale, ti = (ai * br - ar * bi) * scale;
            yr[b] = cr * tr - ci * ti;
            yi[b] = cr * ti + ci * tr;
        }
    }

    /// <summary>What each bin's own past says, the more, the steadier its energy: without it, tones that sound together would drift towards each other, with all of it attacks would soften.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOwnPast(FrameSpectrum predicted, FrameSpectrum current)
    {
        float[] re = Above.Re, im = Above.Im, xr = current.Re[0], xi = current.Im[0], zr = current.Re[^1], zi = current.Im[^1];
        float[] yr = predicted.Re[0], yi = predicted.Im[0], vr = predicted.Re[^1], vi = predicted.Im[^1], firstEnergy = _energy[0], otherEnergy = _energy[^1];
        float[] firstSteadiness = _steadiness[0], otherSteadiness = _steadiness[^1];
        var b = 0;
        for (; b <= bins - Lanes; b += Lanes)
        {
            var louder = Vector256.GreaterThan(At(otherEnergy, b), At(firstEnergy, b));
            Vector256<float> ar = Either(louder, vr, yr, b), ai = Either(louder, vi, yi, b), br = Either(louder, zr, xr, b), bi = Either(louder, zi, xi, b);
            var steadiness = Either(louder, otherSteadiness, firstSteadiness, b);
            var weight = Vector256.Create(OwnWeight) * steadiness * steadiness;
            Vector256.FusedMultiplyAdd(weight, Vector256.FusedMultiplyAdd(ar, br, ai * bi), At(re, b)).CopyTo(re, b);
            Vector256.FusedMultiplyAdd(weight, Vector256.FusedMultiplyAdd(ai, br, -(ar * bi)), At(im, b)).CopyTo(im, b);
        }

        for (; b < bins; b++)
        {
            var (r, i) = InTime(b);
            var steadiness = _steadiness[otherEnergy[b] > firstEnergy[b] ? channels - 1 : 0][b];
            re[b] += OwnWeight * steadiness * steadiness * r;
            im[b] += OwnWeight * steadiness * steadiness * i;
        }
    }

    /// <summary>What two neighbours of every bin say, in two places or added up in one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Relate(FrameSpectrum w, FrameSpectrum x, Neighbour near, Neighbour far, Pair nearSum, Pair farSum)
    {
        var first = Math.Clamp(Math.Max(near.First, far.First), 0, bins);
        var end = Math.Clamp(Math.Min(near.End(bins), far.End(bins)), first, bins);
        var vectors = first + (end - first) / Lanes * Lanes;
        var other = channels - 1;
        float[] wr = w.Re[0], wi = w.Im[0], vr = w.Re[other], vi = w.Im[other], xr = x.Re[0], xi = x.Im[0], zr = x.Re[other], zi = x.Im[other];
        float[] nearRe = nearSum.Re, nearIm = nearSum.Im, farRe = farSum.Re, farIm = farSum.Im, firstEnergy = _energy[0], otherEnergy = _energy[other];
        Vector256<float> nearPart = Vector256.Create(near.Part), farPart = Vector256.Create(far.Part);
        int nearStep = near.Step, nearWhole = near.Whole, farStep = far.Step, farWhole = far.Whole;
        var together = nearSum == farSum;
        for (var b = first; b < vectors; b += Lanes)
        {
            var louder = Vector256.GreaterThan(At(otherEnergy, b), At(firstEnergy, b));
            var (r, i) = Say(louder, wr, wi, vr, vi, b + nearStep, xr, xi, zr, zi, b + nearWhole, nearPart);
            var (s, j) = Say(louder, wr, wi, vr, vi, b + farStep, xr, xi, zr, zi, b + farWhole, farPart);
            if (together)
            {
                (r + s).CopyTo(nearRe, b);
                (i + j).CopyTo(nearIm, b);
                continue;
            }

            r.CopyTo(nearRe, b);
            i.CopyTo(nearIm, b);
            s.CopyTo(farRe, b);
            j.CopyTo(farIm, b);
        }

        for (var b = first == 0 ? vectors : 0; b < bins; b = b + 1 == first ? vectors : b + 1)
        {
            var ((r, i), (s, j)) = (Say(w, x, near, b), Say(w, x, far, b));
            (farRe[b], farIm[b]) = (s, j);
            (nearRe[b], nearIm[b]) = together ? (r + s, i + j) : (r, i);
        }
    }

    /// <summary>w[b + step] · conj(x at b + distance, interpolated linearly) of the louder channel in bin b; nothing where one of them lies outside.</summary>
    private (float Re, float Im) Say(FrameSpectrum w, FrameSpectrum x, Neighbour neighbour, int b)
    {
        if (b < neighbour.First || b >= neighbour.End(bins))
        {
            return default;
        }

        var c = _energy[^1][b] > _energy[0][b] ? channels - 1 : 0;
        var at = b + neighbour.Whole;
        float[] xr = x.Re[c], xi = x.Im[c];
        float ar = w.Re[c][b + neighbour.Step], ai = w.Im[c][b + neighbour.Step];
        float br = xr[at] + neighbour.Part * (xr[at + 1] - xr[at]), bi = xi[at] + neighbour.Part * (xi[at + 1] - xi[at]);
        return (ar * br + ai * bi, ai * br - ar * bi);
    }

    /// <summary>The same for eight bins that have the neighbour: w, x are the first channel, v, z the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Re, Vector256<float> Im) Say(
        Vector256<float> louder, float[] wr, float[] wi, float[] vr, float[] vi, int beside, float[] xr, float[] xi, float[] zr, float[] zi, int at, Vector256<float> part)
    {
        Vector256<float> ar = Either(louder, vr, wr, beside), ai = Either(louder, vi, wi, beside);
        Vector256<float> br = Either(louder, zr, xr, at), bi = Either(louder, zi, xi, at);
        br = Vector256.FusedMultiplyAdd(part, Either(louder, zr, xr, at + 1) - br, br);
        bi = Vector256.FusedMultiplyAdd(part, Either(louder, zi, xi, at + 1) - bi, bi);
        return (Vector256.FusedMultiplyAdd(ar, br, ai * bi), Vector256.FusedMultiplyAdd(ai, br, -(ar * bi)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Either(Vector256<float> second, float[] b, float[] a, int i) => Vector256.ConditionalSelect(second, At(b, i), At(a, i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(float[] x, int i) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(x), (nuint)i);

    /// <summary>A neighbour, so many bins away, and where the input is to be read for it.</summary>
    private readonly struct Neighbour(int step, double distance)
    {
        public int Step { get; } = step;

        public int Whole { get; } = (int)Math.Floor(distance);

        public float Part { get; } = (float)(distance - Math.Floor(distance));

        /// <summary>The first bin that has it.</summary>
        public int First => Math.Max(0, Math.Max(-Step, -Whole));

        /// <summary>Past the last bin that has it.</summary>
        public int End(int bins) => Math.Min(bins, Math.Min(bins - Step, bins - 1 - Whole));
    }

    /// <summary>Complex numbers, parts apart.</summary>
    internal sealed class Pair(int length)
    {
        public float[] Re { get; } = new float[length];

        public float[] Im { get; } = new float[length];
    }
}
