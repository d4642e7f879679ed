using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Magnitudes raised to a power, to a relative error below 1e-6.</summary>
/// <remarks>
/// 1. x = 2ᵉ m with m from √½ to √2; log₂ m = 2 artanh((m − 1) / (m + 1)) / ln 2, five terms of its series.
/// 2. 2ʸ = 2ⁿ 2ᶠ with n = round y; 2ᶠ by seven terms of its series.
/// </remarks>
internal static class Powers
{
    private const int RootOfHalf = 0x3F3504F3;
    private const int MantissaBits = 23;
    private const int Bias = 127;
    private const float Least = 1.2e-38f;
    private const float Ln2 = 0.69314718f;

    /// <summary>Raises every value; those below the smallest normal number become 0.</summary>
    /// <param name="values">Numbers of 0 or more; a multiple of the vector length is fastest.</param>
    /// <param name="exponent">Above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Raise(Span<float> values, float exponent)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Raise(new Vector<float>(values[i..]), exponent).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Raise(new Vector<float>(values[i]), exponent)[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Raise(Vector<float> x, float exponent)
    {
        var bits = Vector.AsVectorInt32(x);
        var power = Vector.ShiftRightArithmetic(bits - new Vector<int>(RootOfHalf), MantissaBits);
        var m = Vector.AsVectorSingle(bits - Vector.ShiftLeft(power, MantissaBits));
        var t = (m - Vector<float>.One) / (m + Vector<float>.One);
        var square = t * t;
        var series = ((((square * (1 / 9f) + new Vector<float>(1 / 7f)) * square + new Vector<float>(1 / 5f)) * square + new Vector<float>(1 / 3f)) * square + Vector<float>.One) * t;
        var y = (Vector.ConvertToSingle(power) + series * (2 / Ln2)) * exponent;
        y = Vector.Min(Vector.Max(y, new Vector<float>(1 - Bias)), new Vector<float>(Bias));
        var whole = Vector.Round(y);
        var f = (y - whole) * Ln2;
        var two = Vector<float>.One;
        for (var k = 6; k >= 1; k--)
        {
            two = two * f * (1f / k) + Vector<float>.One;
        }

        var scale = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(whole) + new Vector<int>(Bias), MantissaBits));
        return Vector.ConditionalSelect(Vector.GreaterThan(x, new Vector<float>(Least)), two * scale, Vector<float>.Zero);
    }
}
