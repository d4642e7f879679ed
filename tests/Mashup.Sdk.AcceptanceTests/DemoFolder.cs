using Mashup.Sdk.Demo;

namespace Mashup.Sdk.AcceptanceTests;

/// <summary>A temporary folder with the demo songs and a cache of its own, shared by the tests of a collection.</summary>
public sealed class DemoFolder : IAsyncLifetime
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mashup-tests-").FullName;

    public string SongA => File("a.wav");

    public string SongB => File("b.wav");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public MashupEngine Engine() => MashupEngine.Create(o => o.Caching.Directory = File("cache"));

    public async Task InitializeAsync()
    {
        var engine = Engine();
        await engine.WriteAsync(DemoSongs.Create(DemoSong.NeonHarbour), SongA);
        await engine.WriteAsync(DemoSongs.Create(DemoSong.PaperKites), SongB);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return Task.CompletedTask;
    }
}
