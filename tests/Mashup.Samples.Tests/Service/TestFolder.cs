namespace Mashup.Samples.Tests.Service;

/// <summary>A folder that is deleted with its test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Path = Directory.CreateTempSubdirectory("mashup-service-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public IReadOnlyList<string> Files(string folder) =>
        Directory.Exists(this[folder]) ? [.. Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
