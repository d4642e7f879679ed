namespace Mashup.Sdk.Caching;

/// <summary>
/// Keeps the results of stages, so that a second run, an edited plan or a resumed job repeats nothing. A store never fails a job: what it
/// cannot read is missing, what it cannot write is not kept. Thread-safe, and safe beside other processes on the same folder.
/// </summary>
internal interface IArtefactStore
{
    /// <summary>Reads a result.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="key">Its key.</param>
    /// <param name="read">Reads the payload, synchronously and from its start; what it returns counts only if the payload proves whole.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The result, or <see langword="null"/> where there is none, or none that is intact.</returns>
    Task<T?> ReadAsync<T>(ArtefactKey key, Func<Stream, T> read, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Keeps a result: all of it or nothing.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="write">Writes the payload, synchronously.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    Task WriteAsync(ArtefactKey key, Action<Stream> write, CancellationToken cancellationToken);
}
