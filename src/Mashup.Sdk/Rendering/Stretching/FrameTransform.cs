using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Windowed frames to spectra and back; phases refer to the frame's centre.</summary>
internal sealed class FrameTransform
{
    private readonly RealFft _fft;
    private readonly float[] _analysis;
    private readonly float[] _synthesis;

    /// <summary>The frame's second half, zeros, its first half: its centre is sample 0.</summary>
    private readonly float[] _frame;

    public FrameTransform(VocoderSettings settings, int sampleRate)
    {
        var length = Math.Max(8, (int)(settings.WindowSeconds * sampleRate) / 2 * 2);
        Hop = (int)Math.Round(length / settings.Overlap);
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length);
        _fft = new RealFft(size);
        _analysis = Window.Hann(length);
        var sums = new float[Hop];
        for (var i = 0; i < length; i++)
        {
            sums[i % Hop] += _analysis[i] * _analysis[i];
        }

        _synthesis = [.. _analysis.Select((w, i) => w / sums[i % Hop])];
        _frame = new float[size];
    }

    /// <summary>Samples of the output from frame to frame.</summary>
    public int Hop { get; }

    /// <summary>Half a frame, samples.</summary>
    public int Half => _analysis.Length / 2;

    /// <summary>Bins per spectrum.</summary>
    public int Bins => _fft.Bins;

    /// <summary>Samples per transform: the frame padded to a power of two.</summary>
    public int Size => _fft.Size;

    /// <summary>The spectrum of the frame around a sample; silence outside the input.</summary>
    public void Analyse(ReadOnlySpan<float> input, long centre, Span<float> re, Span<float> im)
    {
        Take(input, centre, _analysis.AsSpan(Half), _frame.AsSpan(0, Half));
        _frame.AsSpan(Half, Size - 2 * Half).Clear();
        Take(input, centre - Half, _analysis.AsSpan(0, Half), _frame.AsSpan(Size - Half));
        _fft.Forward(_frame, re, im);
    }

    /// <summary>Adds a spectrum's frame around a sample of the output.</summary>
    public void Synthesise(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> output, long centre)
    {
        _fft.Inverse(re, im, _frame);
        Add(_frame.AsSpan(0, Half), _synthesis.AsSpan(Half), output, centre);
        Add(_frame.AsSpan(Size - Half), _synthesis.AsSpan(0, Half), output, centre - Half);
    }

    private static void Take(ReadOnlySpan<float> input, long start, ReadOnlySpan<float> window, Span<float> half)
    {
        var (from, to) = Inside(start, half.Length, input.Length);
        half[..from].Clear();
        half[to..].Clear();
        if (to > from)
        {
            TensorPrimitives.Multiply(input.Slice((int)(start + from), to - from), window[from..to], half[from..to]);
        }
    }

    private static void Add(ReadOnlySpan<float> half, ReadOnlySpan<float> window, Span<float> output, long start)
    {
        var (from, to) = Inside(start, half.Length, output.Length);
        if (to > from)
        {
            var target = output.Slice((int)(start + from), to - from);
            TensorPrimitives.MultiplyAdd(half[from..to], window[from..to], target, target);
        }
    }

    /// <summary>The part of a span from a sample on that lies within a signal.</summary>
    private static (int From, int To) Inside(long start, int length, int signalLength)
    {
        var from = (int)Math.Clamp(-start, 0, length);
        return (from, (int)Math.Clamp(signalLength - start, from, length));
    }
}
