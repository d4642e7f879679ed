using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Training.Separation;

/// <summary>What <see cref="MaskSamples"/> wrote: per sample a row of evidence, and what its masks' error is made of.</summary>
internal sealed class MaskData
{
    private const int Stems = 4;
    private readonly Half[] _evidence;
    private readonly float[] _truth;

    private MaskData(int features, List<MixSamples> mixes, Half[] evidence, float[] truth) =>
        (Features, Mixes, _evidence, _truth) = (features, mixes, evidence, truth);

    /// <summary>Numbers of evidence per sample.</summary>
    public int Features { get; }

    /// <summary>The mixes, each a run of samples.</summary>
    public IReadOnlyList<MixSamples> Mixes { get; }

    /// <summary>Reads files of samples, all made by the same build.</summary>
    public static MaskData Read(IEnumerable<string> paths)
    {
        int features = 0, stride = 0, samples = 0;
        var mixes = new List<MixSamples>();
        var blocks = new List<byte[]>();
        foreach (var path in paths)
        {
            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 20));
            features = reader.ReadInt32();
            stride = 2 * features + 4 * (2 * Stems + 2);
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var (name, fold, length) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
                blocks.Add(reader.ReadBytes(length * stride));
                mixes.Add(new MixSamples(name, fold, samples, length, new double[Stems]));
                samples += length;
            }
        }

        var evidence = new Half[(long)samples * features];
        var truth = new float[samples * (2 * Stems + 2)];
        for (int i = 0, at = 0; i < blocks.Count; i++)
        {
            for (var block = blocks[i].AsSpan(); block.Length > 0; block = block[stride..], at++)
            {
                MemoryMarshal.Cast<byte, Half>(block[..(2 * features)]).CopyTo(evidence.AsSpan(at * features));
                MemoryMarshal.Cast<byte, float>(block[(2 * features)..stride]).CopyTo(truth.AsSpan(at * (2 * Stems + 2)));
                for (var stem = 0; stem < Stems; stem++)
                {
                    mixes[i].Energy[stem] += (double)truth[at * (2 * Stems + 2) + stem] * truth[at * (2 * Stems + 2) + 9];
                }
            }
        }

        return new MaskData(features, mixes, evidence, truth);
    }

    /// <summary>Evidence of one sample.</summary>
    public ReadOnlySpan<Half> Evidence(int sample) => _evidence.AsSpan(sample * Features, Features);

    /// <summary>Of one sample: Σ|S|² of four stems, Σ Re S X* of four stems, Σ|X|², and how many samples it stands for.</summary>
    public ReadOnlySpan<float> Truth(int sample) => _truth.AsSpan(sample * (2 * Stems + 2), 2 * Stems + 2);
}

/// <summary>Samples of one mix.</summary>
/// <param name="Name">Name of the song or remix.</param>
/// <param name="Fold">Songs of one fold are left out together.</param>
/// <param name="First">Its first sample.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Energy">Energy of each stem, as the samples tell it.</param>
internal sealed record MixSamples(string Name, int Fold, int First, int Count, double[] Energy)
{
    /// <summary>How much the mix counts: by its samples, sketches three times, as they are few and short.</summary>
    public double Weight => Name.StartsWith("sketch", StringComparison.Ordinal) ? 3.0 * Count : Count;

    /// <summary>A stem's energy, or for one that is silent a small share of the mix's, against which its error counts.</summary>
    public double Floor(int stem) => 0.02 * Energy[stem] + 0.003 * Energy.Sum();
}
