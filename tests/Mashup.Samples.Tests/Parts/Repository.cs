namespace Mashup.Samples.Tests.Parts;

/// <summary>The checkout that is tested.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The program of a host, built.</summary>
    public static string Host(string name) => Path.Combine(Root, "artifacts", "bin", $"Mashup.{name}", "release", $"Mashup.{name}.dll");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Mashup.Sdk.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no checkout above the tests."));
}
