namespace Mashup.Hosting.Storage.Blobs;

/// <summary>Keeps files in a directory. Writing goes to a file of its own, renamed when whole.</summary>
internal sealed class DirectoryBlobStore(string root, TimeProvider time) : IBlobStore
{
    private const string Unfinished = ".unfinished";
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task WriteAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = Path.Combine(MakeUnfinishedFolder(), Guid.NewGuid().ToString("N"));
        try
        {
            // Open, and so locked, until it has its name: what lies here unlocked was left by somebody who died.
            await using var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
            await content.CopyToAsync(file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            // Deleting an account must not wait until somebody has finished listening.
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var folder = PathOf(prefix);
        return !Directory.Exists(folder) ? AsyncEnumerable.Empty<string>()
            : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(k => !k.StartsWith(Unfinished, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string prefix, CancellationToken cancellationToken)
    {
        try
        {
            Directory.Delete(PathOf(prefix), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was kept there.
        }
        catch (IOException) when (Directory.Exists(PathOf(prefix)))
        {
            // Somebody wrote there meanwhile; what was there before is gone, and a second look takes the rest.
            Directory.Delete(PathOf(prefix), recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>Deletes what processes that died left half written.</summary>
    public void DeleteAbandoned()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var file in new DirectoryInfo(MakeUnfinishedFolder()).EnumerateFiles().Where(f => now - f.LastWriteTimeUtc > Abandoned))
        {
            try
            {
                new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (IOException)
            {
                // Somebody writes it still, or has just given it its name.
            }
        }
    }

    private string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || key.Length == 0
            ? path
            : throw new ArgumentException($"The key {key} leads out of the store.", nameof(key));
    }

    private string MakeUnfinishedFolder() => Directory.CreateDirectory(Path.Combine(root, Unfinished)).FullName;
}
