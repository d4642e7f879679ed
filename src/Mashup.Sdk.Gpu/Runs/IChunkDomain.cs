using Mashup.Sdk.Gpu.Chunking;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>One song on its way through a model: fills the graph's inputs chunk by chunk, and puts its outputs together.</summary>
internal interface IChunkDomain
{
    IReadOnlyList<Chunk> Chunks { get; }

    /// <summary>Writes a chunk into the inputs.</summary>
    void Load(Chunk chunk, TensorBuffers buffers, int slot);

    /// <summary>Takes a chunk from the outputs; chunks come in order.</summary>
    void Store(Chunk chunk, TensorBuffers buffers, int slot);

    /// <summary>Completes the stems.</summary>
    void Finish();
}
