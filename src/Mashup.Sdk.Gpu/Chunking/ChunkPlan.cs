using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Chunking;

/// <summary>Cuts a song into chunks that overlap, and weighs them.</summary>
/// <remarks>
/// 1. Chunks start every step from the lead before the song until one reaches its end; song = Σ window · chunk / Σ window, so any window that is nowhere
///    zero between the trims gives an unchanged signal back.
/// 2. The last chunk reads zeros or the mirror image beyond the end, or moves back until its remainder lies in its middle, as in Demucs (A. Défossez,
///    Hybrid Spectrogram and Waveform Source Separation, MDX workshop 2021).
/// </remarks>
internal static class ChunkPlan
{
    public static IReadOnlyList<Chunk> Of(ChunkContract chunk, long length)
    {
        var chunks = new List<Chunk>();
        for (var start = -(long)chunk.Lead; ; start += chunk.Stride())
        {
            var rest = (int)Math.Min(chunk.Length, length - start);
            var offset = chunk.Tail == ChunkTail.CentreContext ? (chunk.Length - rest) / 2 : 0;
            chunks.Add(new Chunk(start - offset, offset, start, chunk.Tail == ChunkTail.CentreContext ? rest : chunk.Length));
            if (start + chunk.Length - chunk.Trim >= length)
            {
                return chunks;
            }
        }
    }

    /// <summary>The weight of every place of a chunk; 0 in the trims only.</summary>
    public static float[] Window(ChunkContract chunk)
    {
        var window = new float[chunk.Length];
        var inner = chunk.Length - 2 * chunk.Trim;
        for (var i = 0; i < inner; i++)
        {
            var rise = Math.Min(i + 1, inner - i);
            window[chunk.Trim + i] = chunk.Window switch
            {
                ChunkWindow.Triangle => 2f * rise / (inner + 1),
                ChunkWindow.Hann => (float)Math.Pow(Math.Sin(Math.PI * rise / (inner + 1)), 2),
                ChunkWindow.Trapezoid => Math.Min(1, rise / (chunk.Fade + 1f)),
                _ => 1,
            };
        }

        return window;
    }
}
