using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Extracts tuning-corrected chroma of the bass and of the treble register.</summary>
/// <remarks>
/// 1. <see cref="TonalSpectrogram"/> of the mono mix; tuning by <see cref="TuningEstimator"/>.
/// 2. <see cref="SemitoneBank"/> at that tuning, E1 to B6.
/// 3. Log compression log(1 + 100 x / reference), the reference being the loud frames' highest semitone (90th percentile), so that level does not matter.
///    M. Müller and S. Ewert, "Chroma Toolbox", ISMIR 2011.
/// 4. Octaves folded: E1 to E♭3 into the bass, C3 to B6 into the treble chroma; they overlap where bass and harmony meet.
/// </remarks>
internal static class ChromaExtractor
{
    private const int LowestNote = 28;
    private const int BassEnd = 52;
    private const int TrebleStart = 48;
    private const int EndNote = 96;
    private const float Compression = 100;
    private const float LeastReference = 1e-5f;

    /// <summary>Extracts the chroma of a song; silence reads all zeros and 440 Hz.</summary>
    /// <param name="audio44k">The song, mono or stereo, 44.1 kHz; not modified.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ChromaFeatures Extract(AudioBuffer audio44k, CancellationToken cancellationToken)
    {
        var spectra = TonalSpectrogram.Of(audio44k, cancellationToken);
        var tuning = TuningEstimator.Estimate(spectra, cancellationToken);
        var bank = new SemitoneBank(LowestNote, EndNote, tuning, spectra.Bins, spectra.HzPerBin);
        var notes = new float[spectra.Frames * bank.Count];
        for (var i = 0; i < spectra.Frames; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bank.Apply(spectra.Frame(i), notes.AsSpan(i * bank.Count, bank.Count));
        }

        TensorPrimitives.Multiply(notes, Compression / Reference(notes, bank.Count), notes);
        TensorPrimitives.LogP1(notes, notes);
        return new ChromaFeatures(spectra.FramesPerSecond, tuning, Fold(notes, bank.Count, TrebleStart, EndNote), Fold(notes, bank.Count, LowestNote, BassEnd));
    }

    private static float Reference(float[] notes, int count)
    {
        var peaks = new float[notes.Length / count];
        for (var i = 0; i < peaks.Length; i++)
        {
            peaks[i] = TensorPrimitives.Max<float>(notes.AsSpan(i * count, count));
        }

        Array.Sort(peaks);
        return Math.Max(LeastReference, peaks.Length == 0 ? 0 : peaks[(int)(0.9 * (peaks.Length - 1))]);
    }

    private static float[][] Fold(float[] notes, int count, int from, int end)
    {
        var frames = new float[notes.Length / count][];
        for (var i = 0; i < frames.Length; i++)
        {
            var chroma = frames[i] = new float[12];
            for (var note = from; note < end; note++)
            {
                chroma[note % 12] += notes[i * count + note - LowestNote];
            }
        }

        return frames;
    }
}
