using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Finds the rotations of all bins from the lowest up, eight pieces of the spectrum side by side.</summary>
/// <remarks>
/// 1. Each bin needs the final rotations of the bin below it and of the one a long step below: a chain that no vector can shorten. Cut into eight pieces it
///    becomes eight chains that run at once; a piece begins with what the bins before it say in time alone.
/// 2. A bin's rotation is the direction of the sum of what its neighbours say (<see cref="NeighbourEvidence"/>).
/// 3. Where an attack asks for it, the rotation is drawn towards none: the input's own phase.
/// </remarks>
internal sealed class RotationSweep(int bins, int longStep)
{
    /// <summary>Pieces, whatever the machine's vectors hold: the same result everywhere.</summary>
    private const int Pieces = 8;

    private const float Silence = 1e-30f;

    private readonly int _length = PieceLength(bins);
    private readonly Vector256<float>[] _re = new Vector256<float>[PieceLength(bins) + longStep];
    private readonly Vector256<float>[] _im = new Vector256<float>[PieceLength(bins) + longStep];

    /// <summary>Bins rounded up to whole pieces: the length of every array that is passed in.</summary>
    public static int Padded(int bins) => Pieces * PieceLength(bins);

    /// <summary>Finds the rotations.</summary>
    /// <param name="evidence">What neighbours say.</param>
    /// <param name="reset">Per bin how far the input's own phase is taken, 0 to 1; empty for not at all.</param>
    /// <param name="re">Real parts on return.</param>
    /// <param name="im">Imaginary parts on return.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(NeighbourEvidence evidence, float[]? reset, float[] re, float[] im)
    {
        Begin(evidence);
        float[] ar = evidence.Above.Re, ai = evidence.Above.Im, nr = evidence.Below.Re, ni = evidence.Below.Im;
        float[] fr = evidence.FarBelow.Re, fi = evidence.FarBelow.Im;
        var one = Vector256<float>.One;
        Vector256<float> lastRe = _re[longStep - 1], lastIm = _im[longStep - 1];
        for (var i = 0; i < _length; i++)
        {
            Vector256<float> farRe = _re[i], farIm = _im[i], far = Row(fr, i), farTurn = Row(fi, i), near = Row(nr, i), nearTurn = Row(ni, i);
            var r = Row(ar, i) + far * farRe - farTurn * farIm + (near * lastRe - nearTurn * lastIm);
            var m = Row(ai, i) + far * farIm + farTurn * farRe + (near * lastIm + nearTurn * lastRe);
            (lastRe, lastIm) = Direction(r, m);
            if (reset is not null)
            {
                var share = Row(reset, i);
                (lastRe, lastIm) = Direction(lastRe + share * (one - lastRe), lastIm * (one - share));
            }

            _re[i + longStep] = lastRe;
            _im[i + longStep] = lastIm;
        }

        Unravel(_re, re);
        Unravel(_im, im);
    }

    private static int PieceLength(int bins) => (bins + Pieces - 1) / Pieces;

    /// <summary>The rotations before each piece; none before the first.</summary>
    private void Begin(NeighbourEvidence evidence)
    {
        for (var i = 0; i < longStep; i++)
        {
            (_re[i], _im[i]) = (Vector256<float>.One, Vector256<float>.Zero);
            for (var piece = 1; piece < Pieces; piece++)
            {
                var bin = piece * _length - longStep + i;
                var (r, m) = bin < bins ? evidence.InTime(bin) : (1, 0);
                _re[i] = _re[i].WithElement(piece, r);
                _im[i] = _im[i].WithElement(piece, m);
            }

            (_re[i], _im[i]) = Direction(_re[i], _im[i]);
        }
    }

    private static (Vector256<float> Re, Vector256<float> Im) Direction(Vector256<float> re, Vector256<float> im)
    {
        var energy = re * re + im * im;
        var scale = Vector256<float>.One / Vector256.Sqrt(energy);
        var heard = Vector256.GreaterThan(energy, Vector256.Create(Silence));
        return (Vector256.ConditionalSelect(heard, re * scale, Vector256<float>.One), Vector256.ConditionalSelect(heard, im * scale, Vector256<float>.Zero));
    }

    /// <summary>Bin <paramref name="i"/> of every piece.</summary>
    private Vector256<float> Row(float[] x, int i)
    {
        var n = _length;
        return Vector256.Create(x[i], x[i + n], x[i + 2 * n], x[i + 3 * n], x[i + 4 * n], x[i + 5 * n], x[i + 6 * n], x[i + 7 * n]);
    }

    /// <summary>Rows back to bins.</summary>
    private void Unravel(Vector256<float>[] rows, float[] x)
    {
        var values = System.Runtime.InteropServices.MemoryMarshal.Cast<Vector256<float>, float>(rows.AsSpan(longStep));
        for (var piece = 0; piece < Pieces; piece++)
        {
            var target = x.AsSpan(piece * _length, _length);
            for (int i = 0, at = piece; i < target.Length; i++, at += Pieces)
            {
                target[i] = values[at];
            }
        }
    }
}
