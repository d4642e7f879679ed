using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp;

/// <summary>Left and right side by side: a recursive filter takes hardly longer over both than over one.</summary>
internal static class StereoSample
{
    /// <summary>One sample of both channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Read(float left, float right) =>
        // Widened together: conversions one by one would wait for the register that they are merged into.
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(left).WithElement(1, right));

    /// <summary>Takes both channels apart again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Vector128<double> sample, out float left, out float right) =>
        // Not by the indexer: code compiled ahead of time would call it, sample by sample.
        (left, right) = ((float)sample.ToScalar(), (float)sample.GetElement(1));

    /// <summary>A filter's state without denormals: their tails cost a hundred times more than they are worth.</summary>
    public static Vector128<double> Settle(Vector128<double> state) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Abs(state), Vector128.Create(1e-30)), Vector128<double>.Zero, state);
}
