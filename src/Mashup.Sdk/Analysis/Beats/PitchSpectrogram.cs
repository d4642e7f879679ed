using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Log-compressed energy per semitone, 20 frames a second: what is needed to see where the harmony changes.</summary>
/// <remarks>
/// 1. Mono mix, low-passed and decimated by four.
/// 2. Hann window of 0.37 s centred on the frame, magnitudes pooled into semitones from A1 to A6.
/// 3. Logarithmic compression against the song's mean level.
/// </remarks>
internal sealed class PitchSpectrogram
{
    /// <summary>Frames per second; frame i is centred at i / FrameRate seconds.</summary>
    public const int FrameRate = 20;

    /// <summary>Semitones per frame.</summary>
    public const int Pitches = 61;

    /// <summary>MIDI number of the first semitone.</summary>
    public const int LowestPitch = 33;

    private const int WindowSize = 4096;
    private const int Decimation = 4;
    private const int Taps = 64;
    private const double Compression = 3.75;

    private PitchSpectrogram(float[][] frames) => Frames = frames;

    /// <summary>One array of <see cref="Pitches"/> levels per frame.</summary>
    public float[][] Frames { get; }

    /// <summary>Measures a song.</summary>
    public static PitchSpectrogram Of(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var samples = Decimate(audio, cancellationToken);
        var rate = (double)audio.SampleRate / Decimation;
        var frames = new float[(int)(samples.Length * FrameRate / rate) + 1][];
        var fft = new RealFft(WindowSize);
        var window = Window.Hann(WindowSize);
        float[] input = new float[WindowSize], re = new float[fft.Bins], im = new float[fft.Bins];
        for (var i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = (int)(i * rate / FrameRate) - WindowSize / 2;
            input.AsSpan().Clear();
            int from = Math.Max(start, 0), to = Math.Min(start + WindowSize, samples.Length);
            if (to > from)
            {
                samples.AsSpan(from..to).CopyTo(input.AsSpan(from - start));
            }

            TensorPrimitives.Multiply(input, window, input);
            fft.Forward(input, re, im);
            TensorPrimitives.Multiply(re, re, re);
            TensorPrimitives.MultiplyAdd(im, im, re, re);
            TensorPrimitives.Sqrt(re, re);
            frames[i] = new float[Pitches];
            for (var p = 0; p < Pitches; p++)
            {
                var low = Math.Max(1, (int)Math.Round(Bin(p - 0.5)));
                var high = Math.Max(low + 1, (int)Math.Round(Bin(p + 0.5)));
                frames[i][p] = TensorPrimitives.Max<float>(re.AsSpan(low, high - low));
            }
        }

        var level = SoundLevel.Of(frames);
        foreach (var frame in frames)
        {
            TensorPrimitives.Multiply(frame, level > 1e-6 ? (float)(Compression / level) : 0f, frame);
            TensorPrimitives.LogP1<float>(frame, frame);
        }

        return new PitchSpectrogram(frames);

        double Bin(double pitch) => 440 * Math.Pow(2, (pitch + LowestPitch - 69) / 12) * WindowSize / rate;
    }

    private static float[] Decimate(AudioBuffer audio, CancellationToken cancellationToken)
    {
        const int Block = 4096;
        var kernel = new float[Taps];
        var window = Window.Hann(Taps);
        for (var i = 0; i < Taps; i++)
        {
            var x = (i - (Taps - 1) / 2.0) / Decimation * 0.9;
            kernel[i] = (float)(window[i] * (Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x)) * 0.9 / Decimation);
        }

        var result = new float[audio.Length / Decimation];
        var input = new float[Block + Taps];
        for (var start = 0; start < result.Length; start += Block / Decimation)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MonoMix.Read(audio, start * Decimation - Taps / 2, input);
            for (int i = 0, n = Math.Min(Block / Decimation, result.Length - start); i < n; i++)
            {
                result[start + i] = TensorPrimitives.Dot(input.AsSpan(i * Decimation, Taps), kernel);
            }
        }

        return result;
    }
}
