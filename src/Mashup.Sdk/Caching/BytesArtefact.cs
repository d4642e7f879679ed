namespace Mashup.Sdk.Caching;

/// <summary>Keeps a result that is a run of bytes.</summary>
internal static class BytesArtefact
{
    /// <summary>Keeps the bytes.</summary>
    public static Task WriteAsync(IArtefactStore store, ArtefactKey key, byte[] bytes, CancellationToken cancellationToken) =>
        store.WriteAsync(key, stream => stream.Write(bytes), cancellationToken);

    /// <summary>The bytes as they were kept, or <see langword="null"/>.</summary>
    public static Task<byte[]?> ReadAsync(IArtefactStore store, ArtefactKey key, CancellationToken cancellationToken) =>
        store.ReadAsync(
            key,
            stream =>
            {
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            },
            cancellationToken);
}
