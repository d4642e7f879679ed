namespace Mashup.Sdk.Caching;

/// <summary>Keeps nothing.</summary>
internal sealed class NullArtefactStore : IArtefactStore
{
    /// <inheritdoc/>
    public Task<T?> ReadAsync<T>(ArtefactKey key, Func<Stream, T> read, CancellationToken cancellationToken)
        where T : class => Task.FromResult<T?>(null);

    /// <inheritdoc/>
    public Task WriteAsync(ArtefactKey key, Action<Stream> write, CancellationToken cancellationToken) => Task.CompletedTask;
}
