using System.Buffers.Binary;

namespace Mashup.Sdk.Caching;

/// <summary>Keeps results as files of one folder, named by their keys.</summary>
/// <remarks>
/// <list type="number">
/// <item>A file is a header (magic, payload length, CRC-32C) and the payload. Wrong magic, length or checksum: as if it were not there.</item>
/// <item>Writing goes to a file of its own, renamed when whole; so two processes may write one key, and no reader sees half of one.</item>
/// <item>Reading renews a file's time; after each write the files unused for longest go until the folder is back under its limit.</item>
/// </list>
/// </remarks>
/// <param name="folder">Made when first needed; where that fails, nothing is kept.</param>
/// <param name="maxBytes">Most bytes of all files together.</param>
/// <param name="time">Tells which file was used when.</param>
internal sealed class DiskArtefactStore(string folder, long maxBytes, TimeProvider time) : IArtefactStore
{
    private const string Extension = ".artefact";
    private const string Unfinished = ".tmp";
    private const int HeaderBytes = 20;
    private const int BlockBytes = 1 << 20;

    // Evicting a little more than needed spares the next writes from it.
    private const double KeepShare = 0.9;

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private static ReadOnlySpan<byte> Magic => "MASHUP\0\x01"u8;

    /// <inheritdoc/>
    public Task<T?> ReadAsync<T>(ArtefactKey key, Func<Stream, T> read, CancellationToken cancellationToken)
        where T : class => Task.Run(
            () =>
            {
                try
                {
                    return Read(PathOf(key), read, cancellationToken);
                }
                catch (Exception e) when (IsUnusable(e))
                {
                    return null;
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(ArtefactKey key, Action<Stream> write, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                Write(PathOf(key), write, cancellationToken);
                Evict();
            }
            catch (Exception e) when (IsUnusable(e))
            {
                // Not kept, then: the job has its result all the same.
            }
        },
        cancellationToken);

    private static bool IsUnusable(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException;

    private string PathOf(ArtefactKey key) => Path.Combine(folder, key.Value[..2], key.Value + Extension);

    private T? Read<T>(string path, Func<Stream, T> read, CancellationToken cancellationToken)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        T result;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BlockBytes, FileOptions.SequentialScan))
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            file.ReadExactly(header);
            var length = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
            if (!header.StartsWith(Magic) || length != file.Length - HeaderBytes)
            {
                return null;
            }

            using var payload = new ChecksumStream(file, length, cancellationToken);
            result = read(payload);
            if (payload.Passed != length || payload.Checksum != BinaryPrimitives.ReadUInt32LittleEndian(header[16..]))
            {
                return null;
            }
        }

        Renew(path);
        return result;
    }

    private void Write(string path, Action<Stream> write, CancellationToken cancellationToken)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, BlockBytes))
            {
                Span<byte> header = stackalloc byte[HeaderBytes];
                file.Write(header);
                using var payload = new ChecksumStream(file, 0, cancellationToken);
                write(payload);
                Magic.CopyTo(header);
                BinaryPrimitives.WriteInt64LittleEndian(header[8..], payload.Passed);
                BinaryPrimitives.WriteUInt32LittleEndian(header[16..], payload.Checksum);
                file.Position = 0;
                file.Write(header);
            }

            File.SetLastWriteTimeUtc(unfinished, time.GetUtcNow().UtcDateTime);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // What one user listens to is no business of another.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Evict()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var files = new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(f => f.Extension is Extension or Unfinished)
            .Select(f => (f.FullName, f.Length, Used: f.LastWriteTimeUtc, IsFinished: f.Extension == Extension))
            .ToList();
        foreach (var file in files.Where(f => !f.IsFinished && now - f.Used > Abandoned))
        {
            Delete(file.FullName);
        }

        var total = files.Where(f => f.IsFinished).Sum(f => f.Length);
        if (total <= maxBytes)
        {
            return;
        }

        foreach (var file in files.Where(f => f.IsFinished).OrderBy(f => f.Used).ThenBy(f => f.FullName, StringComparer.Ordinal))
        {
            if (total <= maxBytes * KeepShare)
            {
                break;
            }

            Delete(file.FullName);
            total -= file.Length;
        }
    }

    private void Renew(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            // Another process has just removed it, or the folder is read-only.
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            // In use elsewhere, or already gone.
        }
    }
}
