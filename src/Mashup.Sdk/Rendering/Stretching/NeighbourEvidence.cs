using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What a bin's neighbours say about its rotation: as numbers where they are predicted, as factors where their rotation is still to come.</summary>
/// <remarks>All of it is one channel's word, that of the louder one in the bin, whichever that is beside it.</remarks>
internal sealed class NeighbourEvidence(int channels, int bins, int longStep)
{
    private const float Tiny = 1e-24f;

    /// <summary>Bins whose spectra stay in the processor's nearest cache.</summary>
    private const int Block = 256;

    private readonly float[][] _energy = [.. Enumerable.Range(0, channels).Select(_ => new float[bins])];

    private FrameSpectrum? _current;
    private FrameSpectrum? _predicted;

    /// <summary>Σ Y_n · conj(X_n') over the bins one step and one long step above, Y predicted in time.</summary>
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
            PredictInTime(current.Re[c], current.Im[c], earlier.Re[c], earlier.Im[c], output.Re[c], output.Im[c], _energy[c]);
        }

        (_current, _predicted) = (current, output);
        Above.Clear();
        Below.Clear();
        FarBelow.Clear();
        for (var from = 0; from < bins; from += Block)
        {
            var to = Math.Min(bins, from + Block);
            Relate(output, current, from, to, 1, stretch, Above);
            Relate(output, current, from, to, longStep, stretch * longStep, Above);
            Relate(current, current, from, to, -1, -stretch, Below);
            Relate(current, current, from, to, -longStep, -stretch * longStep, FarBelow);
        }
    }

    /// <summary>What one bin's own past says: Y · conj(X), predicted in time.</summary>
    public (float Re, float Im) InTime(int bin)
    {
        var c = _energy[^1][bin] > _energy[0][bin] ? channels - 1 : 0;
        float xr = _current!.Re[c][bin], xi = _current.Im[c][bin], yr = _predicted!.Re[c][bin], yi = _predicted.Im[c][bin];
        return (yr * xr + yi * xi, yi * xr - yr * xi);
    }

    /// <summary>y ← y · x · conj(e) / max(|x|², |e|²): what appears or vanishes weighs little.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PredictInTime(float[] xr, float[] xi, float[] er, float[] ei, float[] yr, float[] yi, float[] energy)
    {
        var b = 0;
        for (; b <= energy.Length - Vector<float>.Count; b += Vector<float>.Count)
        {
            Vector<float> ar = At(xr, b), ai = At(xi, b), br = At(er, b), bi = At(ei, b), cr = At(yr, b), ci = At(yi, b);
            var loudness = ar * ar + ai * ai;
            var scale = Vector<float>.One / (Vector.Max(loudness, br * br + bi * bi) + new Vector<float>(Tiny));
            Vector<float> tr = (ar * br + ai * bi) * scale, ti = (ai * br - ar * bi) * scale;
            loudness.CopyTo(energy, b);
            (cr * tr - ci * ti).CopyTo(yr, b);
            (cr * ti + ci * tr).CopyTo(yi, b);
        }

        for (; b < energy.Length; b++)
        {
            float ar = xr[b], ai = xi[b], br = er[b], bi = ei[b], cr = yr[b], ci = yi[b];
            energy[b] = ar * ar + ai * ai;
            var scale = 1 / (Math.Max(energy[b], br * br + bi * bi) + Tiny);
            float tr = (ar * br + ai * bi) * scale, ti = (ai * br - ar * bi) * scale;
            yr[b] = cr * tr - ci * ti;
            yi[b] = cr * ti + ci * tr;
        }
    }

    /// <summary>sum[b] += w[b + step] · conj(x at b + distance, interpolated linearly) of the louder channel in bin b, where both lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Relate(FrameSpectrum w, FrameSpectrum x, int from, int to, int step, double distance, Pair sum)
    {
        var whole = (int)Math.Floor(distance);
        var part = (float)(distance - whole);
        int b = Math.Max(from, Math.Max(-step, -whole)), end = Math.Min(to, Math.Min(bins - step, bins - 1 - whole)), other = channels - 1;
        float[] firstEnergy = _energy[0], otherEnergy = _energy[other], sumRe = sum.Re, sumIm = sum.Im;
        float[] wr0 = w.Re[0], wi0 = w.Im[0], wr1 = w.Re[other], wi1 = w.Im[other];
        float[] xr0 = x.Re[0], xi0 = x.Im[0], xr1 = x.Re[other], xi1 = x.Im[other];
        for (; b <= end - Vector<float>.Count; b += Vector<float>.Count)
        {
            var louder = Vector.GreaterThan(At(otherEnergy, b), At(firstEnergy, b));
            Vector<float> ar = Either(louder, wr1, wr0, b + step), ai = Either(louder, wi1, wi0, b + step);
            Vector<float> lr = Either(louder, xr1, xr0, b + whole), li = Either(louder, xi1, xi0, b + whole);
            Vector<float> br = lr + part * (Either(louder, xr1, xr0, b + whole + 1) - lr), bi = li + part * (Either(louder, xi1, xi0, b + whole + 1) - li);
            (At(sumRe, b) + (ar * br + ai * bi)).CopyTo(sumRe, b);
            (At(sumIm, b) + (ai * br - ar * bi)).CopyTo(sumIm, b);
        }

        for (; b < end; b++)
        {
            var c = otherEnergy[b] > firstEnergy[b] ? other : 0;
            float[] xr = x.Re[c], xi = x.Im[c];
            float ar = w.Re[c][b + step], ai = w.Im[c][b + step], lr = xr[b + whole], li = xi[b + whole];
            float br = lr + part * (xr[b + whole + 1] - lr), bi = li + part * (xi[b + whole + 1] - li);
            sumRe[b] += ar * br + ai * bi;
            sumIm[b] += ai * br - ar * bi;
        }
    }

    private static Vector<float> Either(Vector<int> second, float[] b, float[] a, int i) => Vector.ConditionalSelect(second, At(b, i), At(a, i));

    private static Vector<float> At(float[] x, int i) => Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(x), (nuint)i);

    /// <summary>Complex numbers, parts apart.</summary>
    internal sealed class Pair(int length)
    {
        public float[] Re { get; } = new float[length];

        public float[] Im { get; } = new float[length];

        public void Clear()
        {
            Re.AsSpan().Clear();
            Im.AsSpan().Clear();
        }
    }
}
