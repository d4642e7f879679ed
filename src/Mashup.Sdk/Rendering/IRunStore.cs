using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Rendering;

/// <summary>Keeps the stretched sound of runs of clips, so that an edited plan stretches only what the edit touches. Thread-safe; never fails a job.</summary>
internal interface IRunStore
{
    /// <summary>The sound as it was kept, or <see langword="null"/>.</summary>
    /// <param name="source">Names the contents of the stem it was made from.</param>
    /// <param name="form">What was made of it, from <see cref="RunSound.Describe"/>.</param>
    /// <param name="buffers">May lend the buffer that it is read into.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task<RenderedRun?> ReadAsync(string source, string form, BufferPool buffers, CancellationToken cancellationToken);

    /// <summary>Keeps a sound.</summary>
    /// <param name="source">Names the contents of the stem it was made from.</param>
    /// <param name="form">What was made of it, from <see cref="RunSound.Describe"/>.</param>
    /// <param name="run">The sound.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task WriteAsync(string source, string form, RenderedRun run, CancellationToken cancellationToken);
}
