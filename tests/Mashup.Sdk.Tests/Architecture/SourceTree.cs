namespace Mashup.Sdk.Tests.Architecture;

/// <summary>The source files of the shipped projects.</summary>
internal static class SourceTree
{
    public static string Sdk { get; } = Path.Combine(SharedData.Repository, "src", "Mashup.Sdk");

    public static IReadOnlyList<string> All { get; } = Files(Path.Combine(SharedData.Repository, "src"));

    public static IReadOnlyList<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The stage a file of the SDK belongs to: its first folder, or an empty string for the root.</summary>
    public static string StageOf(string file)
    {
        var parts = Path.GetRelativePath(Sdk, file).Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? "" : parts[0];
    }

    public static string Name(string file) => Path.GetRelativePath(SharedData.Repository, file);
}
