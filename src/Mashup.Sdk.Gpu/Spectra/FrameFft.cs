using Mashup.Sdk.Dsp;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Windowed transform of single frames, and back. Holds scratch memory: one per thread.</summary>
internal sealed class FrameFft
{
    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _frame;
    private readonly float _scale;

    /// <summary>Prepares transforms.</summary>
    /// <param name="stft">The transform.</param>
    /// <param name="window">What <see cref="WindowOf"/> gives for it.</param>
    public FrameFft(StftContract stft, float[] window)
    {
        _fft = new RealFft(stft.Size);
        _window = window;
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
        Kernels.Multiply(samples, _window, _frame);
        _fft.Forward(_frame, re, im);
        if (_scale != 1)
        {
            Kernels.Multiply(re, _scale, re);
            Kernels.Multiply(im, _scale, im);
        }
    }

    /// <summary>A frame as it was after its window; valid until the next call.</summary>
    public ReadOnlySpan<float> Inverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im)
    {
        _fft.Inverse(re, im, _frame);
        if (_scale != 1)
        {
            Kernels.Multiply(_frame, 1 / _scale, _frame);
        }

        return _frame;
    }

    /// <summary>Adds the windowed frame; the caller divides by the sum of the squared windows.</summary>
    public void AddInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> samples) => Kernels.AddProduct(Inverse(re, im), _window, samples);
}
