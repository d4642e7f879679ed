namespace Mashup.Sdk.Gpu.Chunking;

/// <summary>One run of the graph, in samples or frames of the song.</summary>
/// <param name="Read">Where the graph's input begins; may lie before the song.</param>
/// <param name="Offset">Where in the graph's output the useful part begins.</param>
/// <param name="Position">Where the useful part belongs in the song; may lie before it.</param>
/// <param name="Count">Length of the useful part.</param>
internal readonly record struct Chunk(long Read, int Offset, long Position, int Count);
