using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Windowed transform of single frames, and its adjoint. Holds scratch memory: one per thread.</summary>
internal sealed class FrameFft
{
    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _frame;
    private readonly float _scale;

    public FrameFft(StftContract stft)
    {
        _fft = new RealFft(stft.Size);
        _window = WindowOf(stft);
        _frame = new float[stft.Size];
        _scale = stft.Normalised ? 1 / MathF.Sqrt(stft.Size) : 1;
    }

    /// <summary>The window of a transform.</summary>
    public static float[] WindowOf(StftContract stft)
    {
        var hann = Enumerable.Range(0, stft.Size).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / stft.Size));
        return [.. hann.Select(w => (float)(stft.Window == WindowShape.Hann ? w : Math.Sqrt(w)))];
    }

    public void Forward(ReadOnlySpan<float> samples, Span<float> re, Span<float> im)
    {
        TensorPrimitives.Multiply(samples, _window, _frame);
        _fft.Forward(_frame, re, im);
        if (_scale != 1)
        {
            TensorPrimitives.Multiply(re, _scale, re);
            TensorPrimitives.Multiply(im, _scale, im);
        }
    }

    /// <summary>Adds the windowed frame; the caller divides by the sum of the squared windows.</summary>
    public void AddInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> samples)
    {
        _fft.Inverse(re, im, _frame);
        if (_scale != 1)
        {
            TensorPrimitives.Multiply(_frame, 1 / _scale, _frame);
        }

        TensorPrimitives.MultiplyAdd(_frame, _window, samples, samples);
    }
}
