using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Measures where notes and drum strokes begin: log-compressed spectral flux in six bands, 100 frames a second.</summary>
/// <remarks>
/// 1. Mono mix, Hann window of 46 ms centred on the frame, magnitudes pooled into semitone bands (single bins where those are narrower).
/// 2. Logarithmic compression against the song's own mean level, so that the same song at another gain gives the same features.
/// 3. Rise over two frames, symmetric about the frame, against the maximum of the neighbouring bands two frames earlier, which hides vibrato:
///    S. Böck, G. Widmer, Maximum filter vibrato suppression for onset detection, DAFx 2013.
/// 4. Mean over the bands 30–120, 120–300, 300–800, 800–2400, 2400–6000 and 6000–16000 Hz; the overall strength is their mean.
/// </remarks>
internal sealed class OnsetFeatureExtractor
{
    /// <summary>Frames per second of the features.</summary>
    public const int FrameRate = 100;

    private const int WindowSize = 2048;
    private const int RunLength = 64;
    private const int PartLength = 16 * RunLength;
    private const float Compression = 25f;
    private static readonly double[] Edges = [30, 120, 300, 800, 2400, 6000, 16000];

    private readonly float[] _window = Window.Hann(WindowSize);

    /// <summary>Extracts the features.</summary>
    /// <param name="audio44k">Mono or stereo, 44.1 kHz.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public OnsetFeatures Extract(AudioBuffer audio44k, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio44k);
        var limits = BandLimits(audio44k.SampleRate);
        var spectrogram = Magnitudes(audio44k, limits, cancellationToken);
        Compress(spectrogram);
        return Flux(spectrogram, limits, audio44k.SampleRate, cancellationToken);
    }

    /// <summary>First bin of each pooled band and, last, the bin after the highest: a semitone wide, one bin at least.</summary>
    private static int[] BandLimits(int sampleRate)
    {
        var binWidth = (double)sampleRate / WindowSize;
        // The window spreads a constant offset over bins 0 and 1.
        var limits = new List<int> { 2 };
        while (limits[^1] < WindowSize / 2 && limits[^1] * binWidth < Edges[^1])
        {
            limits.Add(Math.Max(limits[^1] + 1, (int)Math.Round(limits[^1] * Math.Pow(2, 1 / 12.0))));
        }

        return [.. limits];
    }

    private float[][] Magnitudes(AudioBuffer audio, int[] limits, CancellationToken cancellationToken)
    {
        var hop = (double)audio.SampleRate / FrameRate;
        var spectrogram = new float[audio.Length == 0 ? 0 : (int)((audio.Length - 1) / hop) + 1][];
        Parallel.For(0, (spectrogram.Length + PartLength - 1) / PartLength, new ParallelOptions { CancellationToken = cancellationToken }, part =>
        {
            var fft = new RealFft(WindowSize);
            float[] samples = new float[(int)(RunLength * hop) + WindowSize], input = new float[WindowSize], re = new float[fft.Bins], im = new float[fft.Bins];
            for (var i = part * PartLength; i < Math.Min((part + 1) * PartLength, spectrogram.Length); i++)
            {
                if (i % RunLength == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    MonoMix.Read(audio, Start(i), samples);
                }

                TensorPrimitives.Multiply(samples.AsSpan(Start(i) - Start(i - i % RunLength), WindowSize), _window, input);
                fft.Forward(input, re, im);
                var magnitudes = re.AsSpan(0, limits[^1]);
                TensorPrimitives.Multiply(magnitudes, magnitudes, magnitudes);
                TensorPrimitives.MultiplyAdd(im.AsSpan(0, limits[^1]), im.AsSpan(0, limits[^1]), magnitudes, magnitudes);
                TensorPrimitives.Sqrt(magnitudes, magnitudes);
                var bands = spectrogram[i] = new float[limits.Length - 1];
                for (var b = 0; b < bands.Length; b++)
                {
                    bands[b] = TensorPrimitives.Sum(re.AsSpan(limits[b], limits[b + 1] - limits[b]));
                }
            }
        });
        return spectrogram;

        int Start(int frame) => (int)Math.Round(frame * hop) - WindowSize / 2;
    }

    private static void Compress(float[][] spectrogram)
    {
        var level = SoundLevel.Of(spectrogram);
        var gain = level > 1e-7 ? (float)(Compression / level) : 0f;
        foreach (var frame in spectrogram)
        {
            TensorPrimitives.Multiply(frame, gain, frame);
            TensorPrimitives.LogP1<float>(frame, frame);
        }
    }

    private static OnsetFeatures Flux(float[][] spectrogram, int[] limits, int sampleRate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var frames = spectrogram.Length;
        var bandOf = new int[limits.Length - 1];
        var size = new float[Edges.Length - 1];
        for (var b = 0; b < bandOf.Length; b++)
        {
            var centre = 0.5 * (limits[b] + limits[b + 1] - 1) * sampleRate / WindowSize;
            bandOf[b] = Math.Clamp(Array.FindLastIndex(Edges, e => e <= centre), 0, size.Length - 1);
            size[bandOf[b]]++;
        }

        var bands = new float[size.Length][];
        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] = new float[frames];
        }

        for (var i = 1; i < frames - 1; i++)
        {
            float[] before = spectrogram[i - 1], after = spectrogram[i + 1];
            for (var b = 0; b < bandOf.Length; b++)
            {
                // The lowest bands are single bins, narrower than the window's main lobe: pitch cannot wander there.
                var reference = before[b];
                if (bandOf[b] > 0)
                {
                    reference = Math.Max(reference, Math.Max(before[b - 1], before[Math.Min(b + 1, before.Length - 1)]));
                }

                bands[bandOf[b]][i] += Math.Max(0, after[b] - reference);
            }
        }

        var strength = new float[frames];
        for (var b = 0; b < bands.Length; b++)
        {
            TensorPrimitives.Multiply(bands[b], 1 / Math.Max(size[b], 1), bands[b]);
            TensorPrimitives.Add(strength, bands[b], strength);
        }

        TensorPrimitives.Multiply(strength, 1f / bands.Length, strength);
        return new OnsetFeatures(FrameRate, strength, bands);
    }
}
