using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mashup.Sdk.Dsp.Loudness;

/// <summary>Streaming true-peak meter. One thread at a time.</summary>
/// <remarks>
/// 1. Each channel is interpolated 4 × by a polyphase FIR: phase 0 is the sample itself, phases 1 to 3 lie a quarter, a half and three
///    quarters of a sample later (Kaiser-windowed sinc, 24 taps a phase, flat to 0.4 of the sample rate).
///    The taps of phase 3 are those of phase 1 backwards: half the sum and half the difference of mirrored taps serve both.
/// 2. The largest magnitude of all phases is the true peak. ITU-R BS.1770-4, Annex 2.
/// 3. No phase can exceed the largest sample under its taps times the sum of their magnitudes: stretches that cannot beat the peak so far
///    are passed over.
/// </remarks>
internal sealed class TruePeakMeter
{
    private const int Taps = 24;
    private const int Block = 1024;
    private const int Stretch = 32;
    private static readonly float[] Quarter = Phase(0.25);
    private static readonly float[] Half = Phase(0.5);
    private static readonly float[] QuarterEven = [.. Enumerable.Range(0, Taps / 2).Select(k => (Quarter[k] + Quarter[Taps - 1 - k]) / 2)];
    private static readonly float[] QuarterOdd = [.. Enumerable.Range(0, Taps / 2).Select(k => (Quarter[k] - Quarter[Taps - 1 - k]) / 2)];
    private static readonly float Gain = Math.Max(TensorPrimitives.SumOfMagnitudes<float>(Quarter), TensorPrimitives.SumOfMagnitudes<float>(Half));
    private readonly float[][] _history;
    private readonly float[] _work = new float[Block + 2 * Stretch];
    private readonly float[] _largest = new float[Block / Stretch + 2];
    private float _peak;

    /// <param name="channelCount">Number of channels, 1 or more.</param>
    public TruePeakMeter(int channelCount)
    {
        _history = new float[channelCount][];
        for (var c = 0; c < channelCount; c++)
        {
            _history[c] = new float[Taps - 1];
        }
    }

    /// <summary>Takes the next samples of one channel.</summary>
    public void Add(int channel, ReadOnlySpan<float> samples)
    {
        while (samples.Length > 0)
        {
            var block = samples[..Math.Min(Block, samples.Length)];
            _peak = Math.Max(_peak, Peak(_history[channel], block));
            _work.AsSpan(block.Length, Taps - 1).CopyTo(_history[channel]);
            samples = samples[block.Length..];
        }
    }

    /// <summary>The true peak so far, linear, as if silence followed.</summary>
    public double TruePeak()
    {
        Span<float> silence = stackalloc float[Taps];
        silence.Clear();
        var peak = _peak;
        foreach (var history in _history)
        {
            peak = Math.Max(peak, Peak(history, silence));
        }

        return peak;
    }

    /// <summary>The true peak so far, dBTP, −200 for silence.</summary>
    public double TruePeakDbtp() => 20 * Math.Log10(Math.Max(TruePeak(), 1e-10));

    private static float[] Phase(double offset)
    {
        const double beta = 7;
        var taps = new double[Taps];
        for (var k = 0; k < Taps; k++)
        {
            var x = k - (Taps / 2 - 1) - offset;
            var edge = x / (Taps / 2.0);
            var window = Bessel.I0(beta * Math.Sqrt(Math.Max(0, 1 - edge * edge))) / Bessel.I0(beta);
            taps[k] = window * Math.Sin(Math.PI * x) / (Math.PI * x);
        }

        var sum = taps.Sum();
        return [.. taps.Select(t => (float)(t / sum))];
    }

    private float Peak(float[] history, ReadOnlySpan<float> block)
    {
        history.CopyTo(_work, 0);
        block.CopyTo(_work.AsSpan(Taps - 1));
        var stretches = (block.Length + Stretch - 1) / Stretch;
        _work.AsSpan(Taps - 1 + block.Length, (stretches + 2) * Stretch - (Taps - 1 + block.Length)).Clear();
        var peak = 0f;
        for (var s = 0; s <= stretches; s++)
        {
            _largest[s] = Largest(_work.AsSpan(s * Stretch, Stretch));
            peak = Math.Max(peak, _largest[s]);
        }

        for (var s = 0; s < stretches; s++)
        {
            // The taps reach less than a stretch ahead.
            if (!(Math.Max(_largest[s], _largest[s + 1]) * Gain <= Math.Max(peak, _peak)))
            {
                peak = Math.Max(peak, Between(s * Stretch, Math.Min(Stretch, block.Length - s * Stretch)));
            }
        }

        return float.IsFinite(peak) ? peak : 0;
    }

    private static float Largest(ReadOnlySpan<float> stretch)
    {
        var largest = Vector256<float>.Zero;
        for (var i = 0; i < Stretch; i += Vector256<float>.Count)
        {
            largest = Vector256.MaxNative(Vector256.Abs(Vector256.Create(stretch[i..])), largest);
        }

        return Highest(largest);
    }

    /// <summary>Largest magnitude between the samples of a stretch.</summary>
    private float Between(int start, int length)
    {
        var largest = Vector256<float>.Zero;
        ref var half = ref MemoryMarshal.GetArrayDataReference(Half);
        ref var even = ref MemoryMarshal.GetArrayDataReference(QuarterEven);
        ref var odd = ref MemoryMarshal.GetArrayDataReference(QuarterOdd);
        for (var i = start; i < start + length; i += Vector256<float>.Count)
        {
            Vector256<float> middle = Vector256<float>.Zero, both = middle, apart = middle;
            ref var x = ref _work[i];
            for (nuint k = 0; k < Taps / 2; k++)
            {
                Vector256<float> near = Vector256.LoadUnsafe(ref x, k), far = Vector256.LoadUnsafe(ref x, Taps - 1 - k), sum = near + far, difference = near - far;
                middle = Vector256.FusedMultiplyAdd(sum, Vector256.Create(Unsafe.Add(ref half, k)), middle);
                both = Vector256.FusedMultiplyAdd(sum, Vector256.Create(Unsafe.Add(ref even, k)), both);
                apart = Vector256.FusedMultiplyAdd(difference, Vector256.Create(Unsafe.Add(ref odd, k)), apart);
            }

            // The larger of |both + apart| and |both − apart|.
            var here = Vector256.Max(Vector256.Abs(middle), Vector256.Abs(both) + Vector256.Abs(apart));
            for (var lane = start + length - i; lane < Vector256<float>.Count; lane++)
            {
                // Lanes past the end lack the samples that are still to come.
                here = here.WithElement(lane, 0);
            }

            largest = Vector256.Max(largest, here);
        }

        return Highest(largest);
    }

    private static float Highest(Vector256<float> x)
    {
        var half = Vector128.Max(x.GetLower(), x.GetUpper());
        return Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }
}
