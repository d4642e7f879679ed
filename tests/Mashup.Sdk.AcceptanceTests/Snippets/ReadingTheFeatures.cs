namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of docs/how-to/read-the-features.md, compiled.</summary>
internal static class ReadingTheFeatures
{
    public static async Task ReadAsync(MashupEngine engine)
    {
        var features = await engine.ExtractFeaturesAsync("song.mp3");

        var loudestOnset = Array.IndexOf(features.Novelty, features.Novelty.Max()) / features.Onsets.FramesPerSecond;
        Console.WriteLine($"The clearest onset is at {loudestOnset:F2} s.");

        var early = features.Tempogram.Frames[2];
        var lag = Array.IndexOf(early, early[30..].Max(), 30);
        Console.WriteLine($"After {2 / features.Tempogram.FramesPerSecond:F0} s the pulse is {60 * features.Tempogram.LagsPerSecond / lag:F0} BPM, or a multiple.");

        for (var beat = 0; beat < features.Beats.Beats.Count; beat++)
        {
            var row = features.SelfSimilarity.Row(beat);
            var chroma = features.BeatChroma[beat];
            Console.WriteLine($"{features.Beats.Beats[beat]:F2} s: pitch class {Array.IndexOf(chroma, chroma.Max())}, like {row.Count(s => s > 0.95f) - 1} other beats");
        }
    }
}
