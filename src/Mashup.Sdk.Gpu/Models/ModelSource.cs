using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>Brings a manifest and its files into a folder, from the disk or from the web.</summary>
internal sealed class ModelSource(HttpMessageHandler http)
{
    private const long MostBytes = 8L << 30;
    private const int Block = 1 << 18;

    /// <summary>Copies or downloads everything, and completes the manifest with sizes and hashes.</summary>
    public async Task<ModelManifest> FetchAsync(
        string source, string? manifestFile, string folder, Action<ModelOffer> ask, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var manifest = await ManifestOfAsync(source, manifestFile, folder, cancellationToken).ConfigureAwait(false);
        if (manifest is null)
        {
            if (!IsWeb(source) && File.Exists(source))
            {
                // What is not known is refused before a licence that is not its own is shown.
                UvrMdxNet.Recognise(source);
            }

            ask(UvrMdxNet.Offer(Path.GetFileNameWithoutExtension(NameOf(source))));
            var file = Path.Combine(folder, NameOf(source));
            await CopyAsync(source, file, progress, cancellationToken).ConfigureAwait(false);
            return Completed(UvrMdxNet.Recognise(file), folder, cancellationToken);
        }

        ask(new ModelOffer(manifest.Name, manifest.Licence, manifest.Source));
        foreach (var (index, file) in manifest.Files.Index())
        {
            var share = new Share(progress, index, manifest.Files.Count);
            await CopyAsync(IsModel(source) && manifest.Files.Count == 1 ? source : Beside(source, file.Path), Path.Combine(folder, file.Path), share, cancellationToken).ConfigureAwait(false);
            FileCheck.Verify(Path.Combine(folder, file.Path), file, cancellationToken);
        }

        return Completed(manifest, folder, cancellationToken);
    }

    private static ModelManifest Completed(ModelManifest manifest, string folder, CancellationToken cancellationToken) => manifest with
    {
        Files = [.. manifest.Files.Select(f => f with
        {
            Sha256 = FileCheck.Sha256(Path.Combine(folder, f.Path), cancellationToken),
            Bytes = new FileInfo(Path.Combine(folder, f.Path)).Length,
        })],
    };

    private async Task<ModelManifest?> ManifestOfAsync(string source, string? manifestFile, string folder, CancellationToken cancellationToken)
    {
        if (manifestFile is not null)
        {
            return ManifestDocument.ReadFile(manifestFile);
        }

        var address = IsModel(source) ? Path.ChangeExtension(source, ".json") : source;
        if (!IsWeb(address))
        {
            return File.Exists(address) || !IsModel(source) ? ManifestDocument.ReadFile(address) : null;
        }

        if (IsModel(source))
        {
            return null;
        }

        var copy = Path.Combine(folder, "manifest.download");
        await CopyAsync(address, copy, null, cancellationToken).ConfigureAwait(false);
        var manifest = ManifestDocument.ReadFile(copy);
        File.Delete(copy);
        return manifest;
    }

    private async Task CopyAsync(string source, string target, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            if (!IsWeb(source))
            {
                await using var file = File.OpenRead(source);
                await CopyAsync(file, file.Length, source, target, progress, cancellationToken).ConfigureAwait(false);
                return;
            }

            using var client = new HttpClient(http, disposeHandler: false);
            using var response = await client.GetAsync(new Uri(source), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new UnusableInputException(MashupStage.Separate, source, $"cannot be downloaded: the server answers {(int)response.StatusCode}.");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await CopyAsync(stream, response.Content.Headers.ContentLength, source, target, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableInputException(MashupStage.Separate, source, $"cannot be read: {e.Message}", e);
        }
    }

    private static async Task CopyAsync(Stream stream, long? length, string source, string target, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (length > MostBytes)
        {
            throw new UnusableInputException(MashupStage.Separate, source, $"is {length} bytes long; models of more than {MostBytes >> 30} GB are refused.");
        }

        await using var output = File.Create(target);
        var block = new byte[Block];
        long copied = 0;
        for (int read; (read = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            copied += read;
            if (copied > MostBytes)
            {
                throw new UnusableInputException(MashupStage.Separate, source, $"is longer than {MostBytes >> 30} GB.");
            }

            await output.WriteAsync(block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress?.Report((double)copied / Math.Max(copied, length ?? copied));
        }

        if (copied < length)
        {
            throw new UnusableInputException(MashupStage.Separate, source, $"broke off after {copied} of {length} bytes.");
        }
    }

    private static bool IsWeb(string source) =>
        source.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static bool IsModel(string source) => !NameOf(source).EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string source) => IsWeb(source) ? Path.GetFileName(new Uri(source).LocalPath) : Path.GetFileName(source);

    private static string Beside(string source, string name) =>
        IsWeb(source) ? new Uri(new Uri(source), Uri.EscapeDataString(name)).AbsoluteUri : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(source))!, name);

    private sealed class Share(IProgress<double>? progress, int index, int count) : IProgress<double>
    {
        public void Report(double value) => progress?.Report((index + value) / count);
    }
}
