using System.Globalization;
using System.Security.Cryptography;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>Knows the UVR MDX-Net files by their hash: a graph does not say which transform it was trained with, and a wrong one makes noise.</summary>
/// <remarks>The numbers are those of the public table of Ultimate Vocal Remover (model_data.json, commit 7bfceaa); its key is the MD5 of a file's last
/// 10,000 · 1024 bytes, or of all of it where it is smaller.</remarks>
internal static class UvrMdxNet
{
    private const int TailBytes = 10_000 * 1024;
    private const int Hop = 1024;
    private const string Licence = "None is stated by the authors of UVR's MDX-Net weights; its README asks for credit. Nobody has granted commercial use.";

    public static ModelOffer Offer(string name) => new(name, Licence, "Ultimate Vocal Remover");

    /// <summary>The manifest of a file.</summary>
    public static ModelManifest Recognise(string path)
    {
        var hash = HashOf(path);
        var row = Rows().FirstOrDefault(r => r.Hash == hash) ?? throw new UnusableInputException(
            MashupStage.Separate, path, $"has no manifest beside it and is not a UVR MDX-Net model that is known (MD5 of its end: {hash}); write a manifest: docs/how-to/add-a-model.md.");
        return Manifest(row, Path.GetFileName(path));
    }

    public static ModelManifest Manifest(Row row, string file) => new()
    {
        Schema = ModelManifest.CurrentSchema,
        Name = Path.GetFileNameWithoutExtension(file),
        Family = "UVR MDX-Net",
        Licence = Licence,
        Source = "Ultimate Vocal Remover",
        Stems = [row.Stem.ToLowerInvariant()],
        Files = [new ModelFile { Path = file }],
        Inputs = [new TensorContract { Kind = TensorKind.Cac }],
        Outputs = [new TensorContract { Kind = TensorKind.Cac }],
        Stft = new StftContract { Size = row.Size, Hop = Hop, KeepBins = row.Bins, ZeroLowBins = 3 },
        Chunk = new ChunkContract
        {
            Length = Hop * (row.Frames - 1),
            Step = Hop * (row.Frames - 1) * 3 / 4,
            Window = ChunkWindow.Hann,
            Lead = row.Size / 2,
        },
        Algebra = new AlgebraContract { Compensate = row.Gain },
    };

    public static IReadOnlyList<Row> Rows()
    {
        using var reader = new StreamReader(typeof(UvrMdxNet).Assembly.GetManifestResourceStream("uvr-mdx-net.tsv")!);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.TrimEnd('\r').Split('\t'))
                .Select(c => new Row(c[0], Number(c[1]), Number(c[2]), Number(c[3]), c[4], double.Parse(c[5], CultureInfo.InvariantCulture))),
        ];
    }

    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        stream.Seek(-Math.Min(TailBytes, stream.Length), SeekOrigin.End);
#pragma warning disable CA5351 // The key of somebody else's table, no protection: files are protected by SHA-256.
        return Convert.ToHexStringLower(MD5.HashData(stream));
#pragma warning restore CA5351
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One model of the table.</summary>
    internal sealed record Row(string Hash, int Size, int Bins, int Frames, string Stem, double Gain);
}
