namespace Mashup.Sdk.Encoding;

/// <summary>Writes a file all or nothing.</summary>
/// <remarks>
/// 1. The content goes to a temporary file in the target's folder, so that the last step stays on one file system.
/// 2. Only when it is complete does it take the target's name, in one step that readers never see half done.
/// 3. After a failure or cancellation the temporary file is removed and what was at the target before is untouched.
/// </remarks>
internal static class OutputFile
{
    /// <summary>Lets <paramref name="write"/> fill a temporary file, then gives it the target's name.</summary>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, Func<string, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = Target(path);
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".mashup-{Guid.NewGuid():N}.tmp");
        try
        {
            await write(temporary).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
        finally
        {
            Remove(temporary);
        }
    }

    /// <summary>The sentence for a file that could not be written.</summary>
    public static OutputException Failure(string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException => new OutputException(path, $"{path} cannot be written: permission denied; choose a folder you may write to.", cause),
        IOException io when IsDiskFull(io) => DiskFull(path, io),
        _ => new OutputException(path, $"{path} cannot be written: {cause.Message.TrimEnd('.')}.", cause),
    };

    /// <summary>The sentence for a full disk.</summary>
    public static OutputException DiskFull(string path, Exception? cause = null) =>
        new(path, $"{path} cannot be written: the disk is full; free some space or choose another folder.", cause);

    private static string Target(string path)
    {
        string target;
        try
        {
            target = Path.GetFullPath(path);
            // A link stays a link: what it points to is replaced.
            target = new FileInfo(target).LinkTarget is null ? target : File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure(path, e);
        }

        if (Directory.Exists(target) || Path.GetFileName(target).Length == 0)
        {
            throw new OutputException(path, $"{path} cannot be written: it is a folder; name a file in it.");
        }

        if (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal))
        {
            throw new OutputException(path, $"{path} cannot be written: it is a device; name a regular file.");
        }

        var folder = Path.GetDirectoryName(target);
        return Directory.Exists(folder) ? target
            : throw new OutputException(path, $"{path} cannot be written: the folder {folder} does not exist; make it first.");
    }

    // ENOSPC and EDQUOT on Linux, EDQUOT on macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as HRESULTs on Windows.
    private static bool IsDiskFull(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 112 or 39 : e.HResult is 28 or 122 or 69;

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
