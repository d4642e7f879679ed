using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>The models: the package's own, where it has one, and those installed, with a folder for each that holds its manifest and its files. Nothing is ever fetched but what <see cref="AddAsync"/> is told to.</summary>
public sealed class ModelStore
{
    private const string ManifestName = "manifest.json";

    private static readonly PackagedModel? Packaged = PackagedModel.Of(typeof(ModelStore).Assembly);

    private readonly ModelSource _source;
    private readonly PackagedModel? _own;

    /// <summary>Opens a store; a folder that is not there yet is an empty one.</summary>
    /// <param name="folder">Its folder, or <see langword="null"/> for <c>$MASHUP_MODELS</c>, or else <c>mashup/models</c> in the user's data folder.</param>
    public ModelStore(string? folder = null)
        : this(folder, new HttpClientHandler(), Packaged)
    {
    }

    internal ModelStore(string? folder, HttpMessageHandler http, PackagedModel? own = null)
    {
        Folder = Path.GetFullPath(folder ?? Environment.GetEnvironmentVariable("MASHUP_MODELS") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "mashup", "models"));
        _source = new ModelSource(http);
        _own = own;
    }

    /// <summary>Name of the model that comes with the package, or <see langword="null"/> where none does.</summary>
    public static string? OwnModel => Packaged?.Manifest.Name;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>All models, those that cannot be used too; the package's own comes first, unless an installed one has its name.</summary>
    public IReadOnlyList<InstalledModel> List() => _own is { } own && !IsInstalled(own.Manifest.Name) ? [own.Describe(), .. Installed()] : Installed();

    private IReadOnlyList<InstalledModel> Installed() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateDirectories(Folder).Where(d => File.Exists(Path.Combine(d, ManifestName))).Order(StringComparer.Ordinal).Select(Describe),
    ];

    /// <summary>Installs a model.</summary>
    /// <param name="source">A manifest (.json) with its files beside it, or a model file (.onnx) with its manifest beside it: a path, or an address on the web.
    /// A UVR MDX-Net file needs no manifest: it is known by its hash.</param>
    /// <param name="manifest">The manifest, where it does not lie beside the model file.</param>
    /// <param name="accept">Is asked whether the licence is accepted, before any weights are fetched.</param>
    /// <param name="progress">Receives the fraction of the files that is there.</param>
    /// <param name="cancellationToken">Stops it; nothing is left.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MashupException">The licence is not accepted, or the model is there already, or cannot be used; nothing is left.</exception>
    public async Task<InstalledModel> AddAsync(
        string source, string? manifest, Func<ModelOffer, bool> accept, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(accept);
        var stage = Path.Combine(Folder, ".adding-" + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(stage);
            var added = await _source.FetchAsync(source, manifest, stage, Ask, progress, cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(stage, ManifestName), ManifestDocument.Write(added), cancellationToken).ConfigureAwait(false);
            Check(added, new FolderFiles(stage), cancellationToken);
            Directory.Move(stage, Path.Combine(Folder, added.Name));
            return Describe(Path.Combine(Folder, added.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(Folder, $"The model cannot be installed in {Folder}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(stage))
            {
                Directory.Delete(stage, recursive: true);
            }
        }

        void Ask(ModelOffer offer)
        {
            if (Directory.Exists(Path.Combine(Folder, offer.Name)))
            {
                throw new MashupException(MashupStage.Separate, $"A model named {offer.Name} is installed already; remove it first.");
            }

            if (!accept(offer))
            {
                throw new MashupException(MashupStage.Separate, $"The licence of {offer.Name} was not accepted: {offer.Licence}");
            }
        }
    }

    /// <summary>Holds a model's files against their hashes and its manifest against its graphs.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MashupException">Something does not fit; the message says what.</exception>
    public void Verify(string name, CancellationToken cancellationToken = default) => Check(Manifest(name), FilesOf(name), cancellationToken);

    /// <summary>Deletes a model.</summary>
    /// <param name="name">Name of the model.</param>
    /// <exception cref="MissingComponentException">There is none of that name.</exception>
    /// <exception cref="MashupException">It is the package's own.</exception>
    public void Remove(string name) => Directory.Delete(
        IsOwn(name) ? throw new MashupException(MashupStage.Separate, $"{name} comes with the package and cannot be deleted.") : FolderOf(name), recursive: true);

    /// <summary>The manifest of an installed model.</summary>
    internal ModelManifest Manifest(string name) => IsOwn(name) ? _own!.Manifest : ManifestDocument.ReadFile(Path.Combine(FolderOf(name), ManifestName));

    /// <summary>The files of a model.</summary>
    internal IModelFiles FilesOf(string name) => IsOwn(name) ? _own! : new FolderFiles(FolderOf(name));

    /// <summary>The folder of an installed model.</summary>
    internal string FolderOf(string name) => IsInstalled(name) ? Path.Combine(Folder, name) : throw new MissingComponentException(
        MashupStage.Separate, name, $"There is no model named {name}{(List() is { Count: > 0 } all ? $"; there is {string.Join(", ", all.Select(m => m.Name))}" : "")}. 'mashup models add' installs one.");

    /// <summary>The manifests of a bag's members, which work at its rate and channels and are no bags themselves.</summary>
    internal IReadOnlyList<ModelManifest> Members(ModelManifest bag)
    {
        var members = bag.Algebra.Bag.Select(b => Manifest(b.Model)).ToArray();
        return members.FirstOrDefault(m => m.Algebra.Bag.Count > 0 || m.SampleRate != bag.SampleRate || m.Channels != bag.Channels) is { } odd
            ? throw new MashupException(MashupStage.Separate, $"The bag {bag.Name} cannot hold {odd.Name}, which is a bag itself or works at another rate or number of channels.")
            : members;
    }

    private void Check(ModelManifest manifest, IModelFiles files, CancellationToken cancellationToken)
    {
        foreach (var member in Members(manifest))
        {
            Verify(member.Name, cancellationToken);
        }

        if (manifest.Files.Count > 0)
        {
            using var sessions = new ModelSessions(manifest, files, new OnnxNetworkLoader(threads: 0, deviceIndex: 0));
            sessions.Open(OnnxDevice.Cpu, cancellationToken);
        }
    }

    private bool IsInstalled(string name) => name == Path.GetFileName(name) && File.Exists(Path.Combine(Folder, name, ManifestName));

    private bool IsOwn(string name) => name == _own?.Manifest.Name && !IsInstalled(name);

    private static InstalledModel Describe(string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            var m = ManifestDocument.ReadFile(Path.Combine(folder, ManifestName));
            var files = m.Files.Select(f => new FileInfo(Path.Combine(folder, f.Path))).ToArray();
            var missing = files.FirstOrDefault(f => !f.Exists);
            var problem = m.Name != name ? $"Its folder is {name}, and its manifest says {m.Name}." : missing is null ? null : $"{missing.Name} is missing.";
            return new InstalledModel(name, m.Family, m.Stems, m.Licence, m.Source, files.Where(f => f.Exists).Sum(f => f.Length), problem);
        }
        catch (MashupException e)
        {
            return new InstalledModel(name, "", [], "", "", 0, e.Message);
        }
    }
}
