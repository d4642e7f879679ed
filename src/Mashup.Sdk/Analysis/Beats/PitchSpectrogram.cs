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
    private const double Compression = 3.75;

    private PitchSpectrogram(float[][] frames) => Frames = frames;

    /// <summary>One array of <see cref="Pitches"/> levels per frame.</summary>
    public float[][] Frames { get; }

    /// <summary>Measures a song.</summary>
    public static PitchSpectrogram Of(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var reader = new QuarterRateReader(audio, WindowSize);
        var rate = (double)audio.SampleRate / QuarterRateReader.Factor;
        var frames = new float[(int)(reader.Length * FrameRate / rate) + 1][];
        var limits = Enumerable.Range(0, Pitches).Select(p => Limits(p, WindowSize / rate)).ToArray();
        var fft = new RealFft(WindowSize);
        var window = Window.Hann(WindowSize);
        float[] input = new float[WindowSize], re = new float[fft.Bins], im = new float[fft.Bins];
        for (var i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read((int)(i * rate / FrameRate) - WindowSize / 2, input);
            TensorPrimitives.Multiply(input, window, input);
            fft.Forward(input, re, im);
            Power(re.AsSpan(0, limits[^1].High), im);
            frames[i] = new float[Pitches];
            for (var p = 0; p < Pitches; p++)
            {
                // A semitone has 2 to 40 bins: a call for each would take longer than the comparisons.
                var highest = 0f;
                foreach (var power in re.AsSpan(limits[p].Low, limits[p].High - limits[p].Low))
                {
                    highest = power > highest ? power : highest;
                }

                frames[i][p] = MathF.Sqrt(highest);
            }
        }

        var level = SoundLevel.Of(frames);
        foreach (var frame in frames)
        {
            TensorPrimitives.Multiply(frame, level > 1e-6 ? (float)(Compression / level) : 0f, frame);
            TensorPrimitives.LogP1<float>(frame, frame);
        }

        return new PitchSpectrogram(frames);
    }

    /// <summary>First bin of a semitone and the bin after its last.</summary>
    private static (int Low, int High) Limits(int pitch, double binsPerHz)
    {
        var low = Math.Max(1, (int)Math.Round(Bin(pitch - 0.5)));
        return (low, Math.Max(low + 1, (int)Math.Round(Bin(pitch + 0.5))));

        double Bin(double p) => 440 * Math.Pow(2, (p + LowestPitch - 69) / 12) * binsPerHz;
    }

    private static void Power(Span<float> re, ReadOnlySpan<float> im)
    {
        TensorPrimitives.Multiply(re, re, re);
        TensorPrimitives.MultiplyAdd(im[..re.Length], im[..re.Length], re, re);
    }
}
