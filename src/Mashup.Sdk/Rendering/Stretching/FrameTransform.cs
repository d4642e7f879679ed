using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Windowed frames to spectra and back; phases refer to the frame's centre.</summary>
internal sealed class FrameTransform
{
    private readonly RealFft _fft;
    private readonly float[] _analysis;
    private readonly float[] _synthesis;
    private readonly float[] _frame;
    private readonly float[] _rotated;

    public FrameTransform(VocoderSettings settings, int sampleRate)
    {
        var length = (int)(settings.WindowSeconds * sampleRate) / 2 * 2;
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
        _frame = new float[length];
        _rotated = new float[size];
    }

    /// <summary>Samples of the output from frame to frame.</summary>
    public int Hop { get; }

    /// <summary>Half a frame, samples.</summary>
    public int Half => _frame.Length / 2;

    /// <summary>Bins per spectrum.</summary>
    public int Bins => _fft.Bins;

    /// <summary>Samples per transform: the frame padded to a power of two.</summary>
    public int Size => _fft.Size;

    /// <summary>The spectrum of the frame around a sample; silence outside the input.</summary>
    public void Analyse(ReadOnlySpan<float> input, long centre, Span<float> re, Span<float> im)
    {
        var start = centre - Half;
        var from = (int)Math.Clamp(-start, 0, _frame.Length);
        var to = (int)Math.Clamp(input.Length - start, from, _frame.Length);
        _frame.AsSpan().Clear();
        if (to > from)
        {
            TensorPrimitives.Multiply(input.Slice((int)(start + from), to - from), _analysis.AsSpan(from, to - from), _frame.AsSpan(from, to - from));
        }

        _rotated.AsSpan().Clear();
        _frame.AsSpan(Half).CopyTo(_rotated);
        _frame.AsSpan(0, Half).CopyTo(_rotated.AsSpan(_rotated.Length - Half));
        _fft.Forward(_rotated, re, im);
    }

    /// <summary>Adds a spectrum's frame around a sample of the output.</summary>
    public void Synthesise(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> output, long centre)
    {
        _fft.Inverse(re, im, _rotated);
        _rotated.AsSpan(_rotated.Length - Half).CopyTo(_frame);
        _rotated.AsSpan(0, Half).CopyTo(_frame.AsSpan(Half));
        var start = centre - Half;
        var from = (int)Math.Clamp(-start, 0, _frame.Length);
        var to = (int)Math.Clamp(output.Length - start, from, _frame.Length);
        if (to > from)
        {
            var target = output.Slice((int)(start + from), to - from);
            TensorPrimitives.MultiplyAdd(_frame.AsSpan(from, to - from), _synthesis.AsSpan(from, to - from), target, target);
        }
    }
}
