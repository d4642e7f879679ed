namespace Mashup.Hosting.Storage.Blobs;

/// <summary>Keeps files under keys such as <c>users/7f/tracks/3a/source.mp3</c>. Thread-safe; a key is seen whole or not at all.</summary>
internal interface IBlobStore
{
    /// <summary>Stores a stream under a key, replacing what was there.</summary>
    Task WriteAsync(string key, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a file, seekable; <see langword="null"/> where there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys that begin with a prefix.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes every file whose key begins with a prefix, which ends with a slash; what is not there is no error.</summary>
    Task DeleteAsync(string prefix, CancellationToken cancellationToken);
}
