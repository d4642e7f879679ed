namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of docs/how-to/look-at-an-analysis.md, compiled.</summary>
internal static class LookingAtAnAnalysis
{
    public static async Task LookAsync(MashupEngine engine)
    {
        var song = await engine.AnalyzeAsync("song.mp3");
        await engine.PlotAsync(song, "song.png");
        await engine.ClickAsync(song, "song-click.wav");
    }
}
