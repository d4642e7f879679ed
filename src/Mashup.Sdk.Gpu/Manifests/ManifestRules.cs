using System.Text.RegularExpressions;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>What every manifest must fulfil before a file is looked at.</summary>
internal static partial class ManifestRules
{
    private const int LongestChunkSeconds = 120;

    public static void Check(ModelManifest m, string path)
    {
        Require(m.Schema == ModelManifest.CurrentSchema, $"is written for '{m.Schema}', not for {ModelManifest.CurrentSchema}");
        Require(Name().IsMatch(m.Name) && m.Name != "builtin", $"names its model '{m.Name}'; a name is up to 64 letters, digits, dots, dashes and underscores, and not 'builtin'");
        Require(!string.IsNullOrWhiteSpace(m.Licence), "states no licence");
        Require(m.SampleRate is >= 4000 and <= 192000, $"has a sample rate of {m.SampleRate} Hz");
        Require(m.Channels is 1 or 2, $"asks for {m.Channels} channels; there are 1 and 2");
        Require(m.Stems.Count is >= 1 and <= 16 && m.Stems.All(s => Name().IsMatch(s)) && m.Stems.Distinct(StringComparer.OrdinalIgnoreCase).Count() == m.Stems.Count, "names no stems, or one twice");
        Require(m.Algebra.Compensate is > 0 and < 100, $"has a gain of {m.Algebra.Compensate}");
        Require(
            m.Algebra.Complement is not { } c || (m.Stems.Contains(c.Of) && !m.Stems.Contains(c.Stem) && Name().IsMatch(c.Stem)),
            "has a complement of a stem that the model does not make, or that it makes itself");
        if (m.Algebra.Bag.Count > 0)
        {
            Require(m.Files.Count == 0 && m.Inputs.Count == 0 && m.Outputs.Count == 0, "is a bag and has files of its own");
            Require(m.Algebra.Bag.All(b => b.Weights.All(w => m.Stems.Contains(w.Key) && w.Value is >= 0 and < 1e6)), "weighs a stem that it does not name");
            Require(m.Stems.All(s => m.Algebra.Bag.Sum(b => b.Weights.GetValueOrDefault(s)) > 0), "leaves a stem without a member of the bag");
            return;
        }

        Require(m.Files.Count > 0, "names no model file");
        foreach (var file in m.Files)
        {
            Require(Name().IsMatch(file.Path), $"names the file '{file.Path}'; files lie beside the manifest, without folders");
            Require(file.Sha256 is null || Hash().IsMatch(file.Sha256), $"gives {file.Path} a SHA-256 that is not 64 lower-case hexadecimal digits");
        }

        Require(m.Files.SelectMany(m.StemsOf).SequenceEqual(m.Stems), "lists its stems in another order than its files do");
        Tensors(m);
        Require(m.Chunk is not null, "has no chunk");
        Chunk(m.Chunk!, m);
        if (m.Stft is { } stft)
        {
            Transform(stft);
        }

        void Require(bool holds, string otherwise) => ManifestRules.Require(holds, path, otherwise);

        void Tensors(ModelManifest model)
        {
            Require(model.Inputs.Any(i => i.Kind != TensorKind.State) && model.Outputs.Any(o => o.Kind != TensorKind.State), "names no inputs or no outputs");
            var kinds = model.Inputs.Concat(model.Outputs).Select(t => t.Kind).ToHashSet();
            Require(model.Stft is not null || kinds.All(k => k is TensorKind.Wave or TensorKind.State), "has spectra and no stft");
            Require(!kinds.Contains(TensorKind.Bands) || model.Bands is { Count: > 1 and <= 4096, Single: >= 0, Power: > 0 and <= 2 }, "has bands and does not say which");
            Require(model.Bands is null || Banded(model), "mixes bands with something else: one input of bands, a draft after it or none, and one output of bands, in frames, as a mask, at the song's own level, with the usual axes");
            Require(model.Bands is not null || !kinds.Contains(TensorKind.Draft), "has a draft without bands");
            Require(model.Inputs.Count(i => i.Kind == TensorKind.State) == model.Outputs.Count(o => o.Kind == TensorKind.State), "has states that come in and do not go out");
            Require(model.Inputs.Concat(model.Outputs).All(t => t.Kind != TensorKind.State || t.Shape is not null), "has a state without a shape");
            Require(!kinds.Contains(TensorKind.State) || !model.Algebra.DenoiseBothPolarities, "has states, which cannot run in both polarities");
            var fitting = Fitting(model.Output.As);
            Require(
                model.Outputs.All(o => o.Kind == TensorKind.State || fitting.Contains(o.Kind)),
                $"has outputs that are not {string.Join(" or ", fitting)}, which '{model.Output.As}' needs");
        }

        void Chunk(ChunkContract chunk, ModelManifest model)
        {
            var most = chunk.Unit == ChunkUnit.Samples ? LongestChunkSeconds * model.SampleRate : LongestChunkSeconds * model.SampleRate / Math.Max(1, model.Stft?.Hop ?? int.MaxValue);
            Require(chunk.Length >= 1 && chunk.Length <= most, $"has a chunk of {chunk.Length} {chunk.Unit}; {most} are {LongestChunkSeconds} seconds");
            Require(chunk.Trim >= 0 && 2 * chunk.Trim < chunk.Length, "trims its chunks away");
            Require(chunk.Stride() >= 1 && chunk.Stride() <= chunk.Length - 2 * chunk.Trim, $"steps {chunk.Stride()} between chunks of {chunk.Length}, less {chunk.Trim} at each end");
            Require(chunk.Lead >= chunk.Trim && chunk.Lead < chunk.Length, $"starts {chunk.Lead} before the song; that is at least the trim and less than a chunk");
            Require(chunk.Fade >= 0 && 2 * chunk.Fade <= chunk.Length, "fades for longer than a chunk");
            Require(chunk.Unit == ChunkUnit.Samples || model.Stft is not null, "counts its chunks in frames and has no stft");
            Require(
                chunk.Unit == ChunkUnit.Samples || model.Inputs.Concat(model.Outputs).All(t => t.Kind != TensorKind.Wave),
                "counts its chunks in frames and gives the graph samples");
        }

        void Transform(StftContract stft)
        {
            Require(stft.Size <= 1 << 16 && RealFft.IsSize(stft.Size), $"has an stft size of {stft.Size}; sizes are 4 times a product of twos, threes and fives");
            Require(stft.Hop >= 1 && stft.Hop <= stft.Size / 2, $"has a hop of {stft.Hop}; at most half the size leaves no gaps");
            Require(stft.KeepBins is null or >= 1 && (stft.KeepBins ?? 1) <= stft.AllBins(), $"keeps {stft.KeepBins} of {stft.AllBins()} bins");
            Require(stft.Gather is null || (stft.Gather.Count is > 0 and <= 1 << 17 && stft.Gather.All(b => b >= 0 && b < stft.AllBins())), "gathers bins that there are not");
            Require(stft.ExtraLeft >= 0 && stft.ExtraRight >= 0 && stft.FirstFrame >= 0 && stft.Frames is null or >= 1 && stft.ZeroLowBins >= 0, "has a negative stft setting");
            Require(stft.ExtraLeft <= stft.Size && stft.ExtraRight <= 2 * stft.Size, "pads by more than its frames");
        }
    }

    private static bool Banded(ModelManifest m) =>
        m.Inputs is [{ Kind: TensorKind.Bands, Axes: null }] or [{ Kind: TensorKind.Bands, Axes: null }, { Kind: TensorKind.Draft, Axes: null }]
        && (m.Level == LevelNorm.None || !m.NeedsDraft)
        && m is { Outputs: [{ Kind: TensorKind.Bands, Axes: null }], Output.As: OutputMeaning.Mask, Chunk.Unit: ChunkUnit.Frames, BranchNorm: BranchNorm.Inside };

    private static TensorKind[] Fitting(OutputMeaning meaning) => meaning switch
    {
        OutputMeaning.Sum => [TensorKind.Wave, TensorKind.Cac, TensorKind.CacLast, TensorKind.BinInterleaved],
        OutputMeaning.ComplexMask => [TensorKind.Cac, TensorKind.CacLast, TensorKind.BinInterleaved],
        OutputMeaning.Mask => [TensorKind.Magnitude, TensorKind.Bands],
        _ => [TensorKind.Magnitude],
    };

    private static void Require(bool holds, string path, string otherwise)
    {
        if (!holds)
        {
            throw new UnusableInputException(MashupStage.Separate, path, otherwise + ".");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._\-]{0,63}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();
}
