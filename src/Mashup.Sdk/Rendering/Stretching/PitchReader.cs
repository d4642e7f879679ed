using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Reads all channels of a recording faster or slower, band-limited.</summary>
/// <remarks>
/// 1. By a fraction: output sample i lies at input position i · Down / Up; one row of a <see cref="SincKernel"/> per phase, applied to both channels at once.
///    R. E. Crochiere and L. R. Rabiner, "Interpolation and decimation of digital signals", Proc. IEEE 69(3), 1981.
/// 2. By any other ratio, a shift of a few cents mostly: at interpolated phases (<see cref="SincReader"/>).
/// </remarks>
/// <param name="ratio">How fast to read.</param>
/// <param name="settings">Whose filter to use.</param>
internal sealed class PitchReader(PitchRatio ratio, VocoderSettings settings)
{
    private const int Lanes = 8;

    private readonly SincKernel? _kernel = ratio.IsFraction ? new SincKernel(ratio.Value, ratio.Up, settings.PitchStopbandDb, settings.PitchPassbandEdge) : null;
    private readonly SincReader? _reader = ratio.IsFraction ? null : new SincReader(ratio.Value);

    /// <summary>Input samples that a read touches on either side of its position.</summary>
    public int Reach => _kernel?.Taps / 2 ?? _reader!.Reach;

    /// <summary>The first input sample that outputs from a position on touch.</summary>
    public long StartOf(long output) => (long)(output * ratio.Value) - Reach - 1;

    /// <summary>Past the last input sample that outputs before a position touch.</summary>
    public long EndOf(long output) => (long)(output * ratio.Value) + Reach + 2;

    /// <summary>Appends samples to an output that began where the input began; silence outside the input.</summary>
    /// <param name="input">One or two channels.</param>
    /// <param name="output">As many.</param>
    /// <param name="count">Samples to append.</param>
    public void Append(SlidingSignal input, SlidingSignal output, int count)
    {
        var start = output.End;
        output.Extend(count);
        var other = input.ChannelCount - 1;
        if (_kernel is not null)
        {
            Read(_kernel, input.Channel(0), input.Channel(other), input.Start, output.Channel(0)[^count..], output.Channel(other)[^count..], start);
            return;
        }

        for (var c = 0; c <= other; c++)
        {
            _reader!.Read(input.Channel(c), start * ratio.Value - input.Start, output.Channel(c)[^count..]);
        }
    }

    private void Read(
        SincKernel kernel, ReadOnlySpan<float> first, ReadOnlySpan<float> second, long inputStart, Span<float> firstOutput, Span<float> secondOutput, long start)
    {
        var (sample, phase) = Math.DivRem(start * ratio.Down, ratio.Up);
        var (whole, rest) = Math.DivRem(ratio.Down, ratio.Up);
        var at = (int)(sample - inputStart) - kernel.Lead;
        for (var i = 0; i < firstOutput.Length; i++)
        {
            var row = kernel.Row((int)phase);
            (firstOutput[i], secondOutput[i]) = at >= 0 && at + row.Length <= first.Length
                ? Apply(row, first[at..], second[at..])
                : (SincReader.Apply(row, first, at), SincReader.Apply(row, second, at));
            (at, phase) = (at + whole, phase + rest);
            (at, phase) = phase >= ratio.Up ? (at + 1, phase - ratio.Up) : (at, phase);
        }
    }

    /// <summary>The sums of both channels; rows are whole pairs of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float First, float Second) Apply(ReadOnlySpan<float> row, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default;
        for (nuint i = 0; i < (nuint)row.Length; i += 2 * Lanes)
        {
            Vector256<float> low = Vector256.LoadUnsafe(ref r, i), high = Vector256.LoadUnsafe(ref r, i + Lanes);
            a0 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref a, i), a0);
            b0 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref b, i), b0);
            a1 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref a, i + Lanes), a1);
            b1 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref b, i + Lanes), b1);
        }

        return (Vector256.Sum(a0 + a1), Vector256.Sum(b0 + b1));
    }
}
