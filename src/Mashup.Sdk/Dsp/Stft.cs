using System.Numerics.Tensors;

namespace Mashup.Sdk.Dsp;

/// <summary>Short-time Fourier transform with periodic Hann windows at a quarter-window hop, and its exact inverse. One instance per thread.</summary>
/// <remarks>
/// Frame f covers the samples f · Hop − (Size − Hop) up to, not including, that + Size: the first frame reaches the first Hop samples, so every sample lies
/// in four
/// frames and the squared windows sum to 3/2 everywhere. Samples outside the signal are its mirror image; samples that are not finite (or absurdly loud)
/// count as 0.
/// </remarks>
internal sealed class Stft(int size)
{
    private const float Loudest = 1e6f;

    private readonly RealFft _fft = new(size);
    private readonly float[] _window = Window.Hann(size);
    private readonly float[] _frame = new float[size];

    /// <summary>Samples per frame, a power of two.</summary>
    public int Size => size;

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => size / 4;

    /// <summary>Bins per frame.</summary>
    public int Bins => _fft.Bins;

    /// <summary>Frames that cover a signal.</summary>
    public static int FrameCount(int size, int length) => length == 0 ? 0 : (length - 1 + size - size / 4) / (size / 4) + 1;

    /// <summary>First sample of a frame.</summary>
    public static long FrameStart(int size, int frame) => (long)frame * (size / 4) - (size - size / 4);

    /// <summary>Transforms one frame of <paramref name="signal"/>.</summary>
    public void Analyse(ReadOnlySpan<float> signal, int frame, Span<float> re, Span<float> im)
    {
        var start = FrameStart(size, frame);
        if (start >= 0 && start + size <= signal.Length)
        {
            signal.Slice((int)start, size).CopyTo(_frame);
        }
        else
        {
            for (var i = 0; i < size; i++)
            {
                _frame[i] = signal[Mirror(start + i, signal.Length)];
            }
        }

        if (!(TensorPrimitives.MaxMagnitude<float>(_frame) < Loudest))
        {
            Clean(_frame);
        }

        TensorPrimitives.Multiply(_frame, _window, _frame);
        _fft.Forward(_frame, re, im);
    }

    /// <summary>Adds one frame to <paramref name="output"/>, whose first sample is the frame's; four overlapping frames give the signal back.</summary>
    public void Synthesise(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> output)
    {
        _fft.Inverse(re, im, _frame);
        TensorPrimitives.Multiply(_frame, 2f / 3, _frame);
        TensorPrimitives.MultiplyAdd(_frame, _window, output[..size], output[..size]);
    }

    /// <summary>Replaces what is not finite, or too loud to square, by silence.</summary>
    public static void Clean(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            sample = Math.Abs(sample) < Loudest ? sample : 0;
        }
    }

    private static int Mirror(long index, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2L * (length - 1);
        var wrapped = ((index % period) + period) % period;
        return (int)Math.Min(wrapped, period - wrapped);
    }
}
