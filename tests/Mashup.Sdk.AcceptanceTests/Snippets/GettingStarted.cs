using Mashup.Sdk.Demo;

namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of README.md and docs/getting-started.md, compiled.</summary>
internal static class GettingStarted
{
    public static async Task TenLinesAsync()
    {
        var engine = MashupEngine.Create();
        var result = await engine.MakeAsync(new MashupRequest("a.mp3", "b.mp3") { Output = "mashup.mp3", DurationSeconds = 120 });
        Console.WriteLine($"{result.Best.Plan.Bpm:0} BPM, {result.Best.Plan.Key}, {result.Best.Quality.Overall:0}/100");
        foreach (var reason in result.Best.Plan.Rationale)
        {
            Console.WriteLine(reason);
        }
    }

    public static async Task DemoSongsAsync(MashupEngine engine)
    {
        await engine.WriteAsync(DemoSongs.Create(DemoSong.NeonHarbour), "a.wav");
        await engine.WriteAsync(DemoSongs.Create(DemoSong.PaperKites), "b.wav");
    }
}
