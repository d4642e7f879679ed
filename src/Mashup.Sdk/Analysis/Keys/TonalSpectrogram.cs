using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Magnitudes of the tonal range, 0 to about 2.2 kHz, of the mono mix: the input of tuning and chroma.</summary>
/// <remarks>
/// 1. The mix at a quarter of the rate (<see cref="QuarterRateReader"/>), zeros outside the song.
/// 2. Periodic Hann windows of 4096 samples (0.37 s, a main lobe of 11 Hz at 44.1 kHz) every 1024; magnitudes of their spectra.
/// </remarks>
internal sealed class TonalSpectrogram
{
    private const int Size = 4096;
    private const int Hop = 1024;
    private const double HighestHz = 2250;

    private readonly float[] _magnitudes;

    private TonalSpectrogram(int frames, int bins, double rate)
    {
        _magnitudes = new float[frames * bins];
        Frames = frames;
        Bins = bins;
        FramesPerSecond = rate / Hop;
        HzPerBin = rate / Size;
    }

    /// <summary>Number of frames; frame i is centred at i / <see cref="FramesPerSecond"/>.</summary>
    public int Frames { get; }

    /// <summary>Bins per frame.</summary>
    public int Bins { get; }

    /// <summary>Frames per second.</summary>
    public double FramesPerSecond { get; }

    /// <summary>Distance of the bins, Hz.</summary>
    public double HzPerBin { get; }

    /// <summary>Transforms a song; samples that are not finite count as 0.</summary>
    public static TonalSpectrogram Of(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var rate = (double)audio.SampleRate / QuarterRateReader.Factor;
        var reader = new QuarterRateReader(audio, Size);
        var bins = Math.Min(Size / 2 + 1, (int)(HighestHz * Size / rate) + 1);
        var result = new TonalSpectrogram(reader.Length == 0 ? 0 : (reader.Length - 1) / Hop + 1, bins, rate);
        var fft = new RealFft(Size);
        var window = Window.Hann(Size);
        TensorPrimitives.Multiply(window, 4f / Size, window);
        float[] frame = new float[Size], re = new float[fft.Bins], im = new float[fft.Bins];
        for (var i = 0; i < result.Frames; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(i * Hop - Size / 2, frame);
            TensorPrimitives.Multiply(frame, window, frame);
            fft.Forward(frame, re, im);
            var magnitudes = result._magnitudes.AsSpan(i * bins, bins);
            TensorPrimitives.Multiply(re.AsSpan(0, bins), re.AsSpan(0, bins), magnitudes);
            TensorPrimitives.MultiplyAdd(im.AsSpan(0, bins), im.AsSpan(0, bins), magnitudes, magnitudes);
            TensorPrimitives.Sqrt(magnitudes, magnitudes);
        }

        return result;
    }

    /// <summary>Magnitudes of one frame; a sine of amplitude 1 reads about 1.</summary>
    public ReadOnlySpan<float> Frame(int index) => _magnitudes.AsSpan(index * Bins, Bins);
}
