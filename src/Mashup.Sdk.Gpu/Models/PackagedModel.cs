using System.Reflection;
using System.Security.Cryptography;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>A model that an assembly carries as resources, ready without a download: a manifest named <c>own-model.json</c>, its graph beside it.</summary>
internal sealed class PackagedModel : IModelFiles
{
    private const string ManifestName = "own-model.json";

    private readonly Assembly _assembly;

    private PackagedModel(Assembly assembly, ModelManifest manifest) => (_assembly, Manifest) = (assembly, manifest);

    public ModelManifest Manifest { get; }

    /// <summary>The model of an assembly; null where it carries none.</summary>
    public static PackagedModel? Of(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(ManifestName);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new PackagedModel(assembly, ManifestDocument.Read(reader.ReadToEnd(), ManifestName));
    }

    public InstalledModel Describe() => new(
        Manifest.Name, Manifest.Family, Manifest.Stems, Manifest.Licence, Manifest.Source, Manifest.Files.Sum(f => BytesOf(f.Path)), Problem: null);

    public string NameOf(string file) => $"{_assembly.GetName().Name}/{file}";

    public long BytesOf(string file)
    {
        using var stream = _assembly.GetManifestResourceStream(file);
        return stream?.Length ?? 0;
    }

    public void Verify(ModelFile file, CancellationToken cancellationToken)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(Read(file.Path))) is var hash && hash != file.Sha256)
        {
            throw new UnusableInputException(MashupStage.Separate, NameOf(file.Path), $"is not the graph of its manifest: its SHA-256 is {hash}, not {file.Sha256 ?? "stated"}.");
        }
    }

    public INetwork Load(string file, INetworkLoader loader, OnnxDevice device) => loader.Load(Read(file), device);

    private byte[] Read(string file)
    {
        using var stream = _assembly.GetManifestResourceStream(file) ?? throw new MissingComponentException(MashupStage.Separate, file, $"{NameOf(file)} is missing: the package is damaged; restore it.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
