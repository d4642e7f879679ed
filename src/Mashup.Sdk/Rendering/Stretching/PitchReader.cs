using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private const int BlockLength = 1 << 14;

    private readonly SincKernel? _kernel = ratio.IsFraction ? new SincKernel(ratio.Value, ratio.Up, settings.PitchStopbandDb, settings.PitchPassbandEdge) : null;
    private readonly SincReader? _reader = ratio.IsFraction ? null : new SincReader(ratio.Value);

    /// <summary>Input samples that a read touches on either side of its position.</summary>
    public int Reach => _kernel?.Taps / 2 ?? _reader!.Reach;

    /// <summary>Reads one or two channels from their first sample on; silence outside.</summary>
    public float[][] Read(float[][] channels, CancellationToken cancellationToken)
    {
        var length = (int)Math.Ceiling(channels[0].Length / ratio.Value);
        float[][] output = [.. channels.Select(_ => new float[length])];
        for (var start = 0; start < length; start += BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockLength, length - start);
            if (_kernel is not null)
            {
                Read(_kernel, channels[0], channels[^1], output[0], output[^1], start, count);
                continue;
            }

            for (var c = 0; c < channels.Length; c++)
            {
                _reader!.Read(channels[c], start * ratio.Value, output[c].AsSpan(start, count));
            }
        }

        return output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(SincKernel kernel, float[] first, float[] second, float[] firstOutput, float[] secondOutput, int start, int length)
    {
        var (sample, phase) = Math.DivRem((long)start * ratio.Down, ratio.Up);
        var (whole, rest) = Math.DivRem(ratio.Down, ratio.Up);
        for (var i = start; i < start + length; i++)
        {
            var row = kernel.Row((int)phase);
            var at = (int)sample - kernel.Lead;
            if (at >= 0 && at + row.Length <= first.Length)
            {
                (firstOutput[i], secondOutput[i]) = Apply(row, first.AsSpan(at, row.Length), second.AsSpan(at, row.Length));
            }
            else
            {
                (firstOutput[i], secondOutput[i]) = (SincReader.Apply(row, first, at), SincReader.Apply(row, second, at));
            }

            (sample, phase) = (sample + whole, phase + rest);
            (sample, phase) = phase >= ratio.Up ? (sample + 1, phase - ratio.Up) : (sample, phase);
        }
    }

    private static (float First, float Second) Apply(ReadOnlySpan<float> row, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(first), b = MemoryMarshal.Cast<float, Vector<float>>(second);
        Vector<float> a0 = default, a1 = default, b0 = default, b1 = default;
        for (var i = 0; i + 1 < rows.Length && i + 1 < a.Length && i + 1 < b.Length; i += 2)
        {
            a0 += rows[i] * a[i];
            b0 += rows[i] * b[i];
            a1 += rows[i + 1] * a[i + 1];
            b1 += rows[i + 1] * b[i + 1];
        }

        return (Vector.Sum(a0 + a1), Vector.Sum(b0 + b1));
    }
}
