namespace Mashup.Sdk.Caching;

/// <summary>Finds the folder that caches belong in on this system.</summary>
/// <remarks>Source: XDG Base Directory Specification 0.8; a relative path in a variable counts as none, as it says.</remarks>
internal static class CacheDirectory
{
    /// <summary>The folder, there or not; <see langword="null"/> where the user has no home.</summary>
    /// <param name="variable">Looks up an environment variable.</param>
    public static string? Locate(Func<string, string?> variable)
    {
        if (variable("MASHUP_CACHE") is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        var home = variable("HOME");
        var (root, folder) = OperatingSystem.IsWindows() ? (variable("LOCALAPPDATA"), Path.Combine("Mashup", "Cache"))
            : OperatingSystem.IsMacOS() ? (Under(home, "Library/Caches"), "mashup")
            : (Rooted(variable("XDG_CACHE_HOME")) ?? Under(home, ".cache"), "mashup");
        return Rooted(root) is { } found ? Path.Combine(found, folder) : null;
    }

    private static string? Under(string? home, string folder) => string.IsNullOrEmpty(home) ? null : Path.Combine(home, folder);

    private static string? Rooted(string? path) => Path.IsPathFullyQualified(path ?? "") ? path : null;
}
