using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>Files in a folder, as models are installed.</summary>
internal sealed class FolderFiles(string folder) : IModelFiles
{
    public string NameOf(string file) => Path.Combine(folder, file);

    public long BytesOf(string file) => new FileInfo(NameOf(file)) is { Exists: true } there ? there.Length : 0;

    public void Verify(ModelFile file, CancellationToken cancellationToken) => FileCheck.Verify(NameOf(file.Path), file, cancellationToken);

    public INetwork Load(string file, INetworkLoader loader, OnnxDevice device) => loader.Load(NameOf(file), device);
}
