using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mashup.Sdk.Dsp;

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

    /// <summary>Eight bins of eight pieces.</summary>
    private const int Tile = Pieces * SquareTranspose.Lanes;

    private const int Kinds = 7;
    private const float Silence = 1e-30f;

    private readonly float[] _tiles = new float[Kinds * Tile];
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
        var one = Vector256<float>.One;
        Vector256<float> lastRe = _re[longStep - 1], lastIm = _im[longStep - 1];
        for (var from = 0; from < _length; from += Pieces)
        {
            Stack(evidence, reset, from);
            ref var tile = ref MemoryMarshal.GetArrayDataReference(_tiles);
            for (var i = from; i < from + Pieces; i++, tile = ref Unsafe.Add(ref tile, Pieces))
            {
                Vector256<float> farRe = _re[i], farIm = _im[i], far = Row(ref tile, 4), farTurn = Row(ref tile, 5), near = Row(ref tile, 2), nearTurn = Row(ref tile, 3);
                var r = Row(ref tile, 0) + far * farRe - farTurn * farIm + (near * lastRe - nearTurn * lastIm);
                var m = Row(ref tile, 1) + far * farIm + farTurn * farRe + (near * lastIm + nearTurn * lastRe);
                (lastRe, lastIm) = Direction(r, m);
                if (reset is not null)
                {
                    var share = Row(ref tile, 6);
                    (lastRe, lastIm) = Direction(lastRe + share * (one - lastRe), lastIm * (one - share));
                }

                _re[i + longStep] = lastRe;
                _im[i + longStep] = lastIm;
            }
        }

        Unravel(_re, re);
        Unravel(_im, im);
    }

    /// <summary>Whole tiles.</summary>
    private static int PieceLength(int bins) => (bins + Tile - 1) / Tile * Pieces;

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

    /// <summary>Bins from one on of every piece, bin by bin, of all that is known about them.</summary>
    private void Stack(NeighbourEvidence evidence, float[]? reset, int from)
    {
        Stack(evidence.Above.Re, from, 0);
        Stack(evidence.Above.Im, from, 1);
        Stack(evidence.Below.Re, from, 2);
        Stack(evidence.Below.Im, from, 3);
        Stack(evidence.FarBelow.Re, from, 4);
        Stack(evidence.FarBelow.Im, from, 5);
        if (reset is not null)
        {
            Stack(reset, from, 6);
        }
    }

    private void Stack(float[] x, int from, int tile) => SquareTranspose.Gather(ref x[from], _length, ref _tiles[tile * Tile]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float x, int tile) => Vector256.LoadUnsafe(ref x, (nuint)(tile * Tile));

    /// <summary>Rows back to bins.</summary>
    private void Unravel(Vector256<float>[] rows, float[] x)
    {
        ref var first = ref Unsafe.As<Vector256<float>, float>(ref rows[longStep]);
        for (var from = 0; from < _length; from += Pieces)
        {
            SquareTranspose.Gather(ref Unsafe.Add(ref first, from * Pieces), Pieces, ref _tiles[0]);
            for (var piece = 0; piece < Pieces; piece++)
            {
                _tiles.AsSpan(piece * Pieces, Pieces).CopyTo(x.AsSpan(piece * _length + from));
            }
        }
    }
}
