using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Models;

/// <summary>Where a model's files lie.</summary>
internal interface IModelFiles
{
    /// <summary>What messages call a file.</summary>
    string NameOf(string file);

    /// <summary>Size of a file; 0 where it is missing.</summary>
    long BytesOf(string file);

    /// <summary>Holds a file against its size and hash.</summary>
    void Verify(ModelFile file, CancellationToken cancellationToken);

    INetwork Load(string file, INetworkLoader loader, OnnxDevice device);
}
