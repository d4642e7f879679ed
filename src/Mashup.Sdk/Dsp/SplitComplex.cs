using System.Numerics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Dsp;

/// <summary>Element-wise products of complex spans whose real and imaginary parts lie apart; all spans have the length of the first.</summary>
internal static class SplitComplex
{
    /// <summary>out = a · b.</summary>
    public static void Multiply(
        ReadOnlySpan<float> ar, ReadOnlySpan<float> ai, ReadOnlySpan<float> br, ReadOnlySpan<float> bi, Span<float> re, Span<float> im)
    {
        var vectorised = Vectorised(ar.Length);
        ReadOnlySpan<Vector<float>> vr = Vectors(ar), vi = Vectors(ai), vbr = Vectors(br), vbi = Vectors(bi);
        Span<Vector<float>> vre = Vectors(re), vim = Vectors(im);
        for (var i = 0; i < vectorised / Vector<float>.Count; i++)
        {
            Vector<float> a = vr[i], b = vi[i], c = vbr[i], d = vbi[i];
            vre[i] = a * c - b * d;
            vim[i] = a * d + b * c;
        }

        for (var i = vectorised; i < ar.Length; i++)
        {
            float a = ar[i], b = ai[i], c = br[i], d = bi[i];
            re[i] = a * c - b * d;
            im[i] = a * d + b * c;
        }
    }

    /// <summary>out = a · conj(b).</summary>
    public static void MultiplyConjugate(
        ReadOnlySpan<float> ar, ReadOnlySpan<float> ai, ReadOnlySpan<float> br, ReadOnlySpan<float> bi, Span<float> re, Span<float> im)
    {
        var vectorised = Vectorised(ar.Length);
        ReadOnlySpan<Vector<float>> vr = Vectors(ar), vi = Vectors(ai), vbr = Vectors(br), vbi = Vectors(bi);
        Span<Vector<float>> vre = Vectors(re), vim = Vectors(im);
        for (var i = 0; i < vectorised / Vector<float>.Count; i++)
        {
            Vector<float> a = vr[i], b = vi[i], c = vbr[i], d = vbi[i];
            vre[i] = a * c + b * d;
            vim[i] = b * c - a * d;
        }

        for (var i = vectorised; i < ar.Length; i++)
        {
            float a = ar[i], b = ai[i], c = br[i], d = bi[i];
            re[i] = a * c + b * d;
            im[i] = b * c - a * d;
        }
    }

    /// <summary>out = |a|².</summary>
    public static void Energy(ReadOnlySpan<float> ar, ReadOnlySpan<float> ai, Span<float> energy)
    {
        var vectorised = Vectorised(ar.Length);
        ReadOnlySpan<Vector<float>> vr = Vectors(ar), vi = Vectors(ai);
        var target = Vectors(energy);
        for (var i = 0; i < vectorised / Vector<float>.Count; i++)
        {
            target[i] = vr[i] * vr[i] + vi[i] * vi[i];
        }

        for (var i = vectorised; i < ar.Length; i++)
        {
            energy[i] = ar[i] * ar[i] + ai[i] * ai[i];
        }
    }

    private static int Vectorised(int length) => length / Vector<float>.Count * Vector<float>.Count;

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> span) => MemoryMarshal.Cast<float, Vector<float>>(span);

    private static Span<Vector<float>> Vectors(Span<float> span) => MemoryMarshal.Cast<float, Vector<float>>(span);
}
