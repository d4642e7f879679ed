using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>What a draft says of a song, frame by frame: each stem's share of the magnitude in every band.</summary>
/// <remarks>
/// 1. Vocals, drums and bass are transformed as the song is; other is the song's spectrum less theirs.
/// 2. A stem's magnitude is the root of the mean power of its channels, merged into bands; shares are magnitudes by their sum, and equal where there is silence.
/// </remarks>
/// <param name="draft">Vocals, drums and bass, each with the song's channels.</param>
/// <param name="transform">The song's.</param>
/// <param name="bands">The song's.</param>
internal sealed class DraftShares(float[][][] draft, SongTransform transform, BandMap bands)
{
    /// <summary>Vocals, drums, bass, other.</summary>
    public const int Stems = 4;

    private const float Silence = 1e-6f;

    /// <summary>Writes the shares of one frame, stem after stem.</summary>
    /// <param name="frame">Which.</param>
    /// <param name="song">Holds the song's spectrum in that frame.</param>
    /// <param name="row">Which of its frames that is.</param>
    /// <param name="shares">Receives them, as many as stems times bands.</param>
    /// <param name="transformScratch">Of this thread.</param>
    /// <param name="scratch">Of this thread.</param>
    public void Measure(long frame, SpectrumBlock song, int row, Span<float> shares, SongTransform.Scratch transformScratch, Scratch scratch)
    {
        foreach (var power in scratch.Powers)
        {
            Array.Clear(power);
        }

        for (var channel = 0; channel < draft[0].Length; channel++)
        {
            song.Re.AsSpan(song.Row(channel, row), song.Bins).CopyTo(scratch.RestRe);
            song.Im.AsSpan(song.Row(channel, row), song.Bins).CopyTo(scratch.RestIm);
            for (var stem = 0; stem < draft.Length; stem++)
            {
                transform.Analyse(draft[stem][channel], frame, scratch.Re, scratch.Im, transformScratch);
                AddPower(scratch.Re, scratch.Im, scratch.Powers[stem]);
                TensorPrimitives.Subtract<float>(scratch.RestRe, scratch.Re, scratch.RestRe);
                TensorPrimitives.Subtract<float>(scratch.RestIm, scratch.Im, scratch.RestIm);
            }

            AddPower(scratch.RestRe, scratch.RestIm, scratch.Powers[draft.Length]);
        }

        for (var stem = 0; stem < Stems; stem++)
        {
            var power = scratch.Powers[stem].AsSpan();
            TensorPrimitives.Multiply(power, 1f / draft[0].Length, power);
            TensorPrimitives.Sqrt(power, power);
            bands.Merge(power, shares.Slice(stem * bands.Count, bands.Count));
        }

        TensorPrimitives.Add(shares, Silence, shares);
        var sum = scratch.Sum.AsSpan(0, bands.Count);
        shares[..bands.Count].CopyTo(sum);
        for (var stem = 1; stem < Stems; stem++)
        {
            TensorPrimitives.Add(sum, shares.Slice(stem * bands.Count, bands.Count), sum);
        }

        for (var stem = 0; stem < Stems; stem++)
        {
            var share = shares.Slice(stem * bands.Count, bands.Count);
            TensorPrimitives.Divide(share, sum, share);
        }
    }

    private static void AddPower(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> power)
    {
        TensorPrimitives.MultiplyAdd(re, re, power[..re.Length], power);
        TensorPrimitives.MultiplyAdd(im, im, power[..im.Length], power);
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed class Scratch(int bins)
    {
        public float[] Re { get; } = new float[bins];

        public float[] Im { get; } = new float[bins];

        public float[] RestRe { get; } = new float[bins];

        public float[] RestIm { get; } = new float[bins];

        public float[][] Powers { get; } = [.. Enumerable.Range(0, Stems).Select(_ => new float[bins + BandMap.Margin])];

        public float[] Sum { get; } = new float[bins];
    }
}
