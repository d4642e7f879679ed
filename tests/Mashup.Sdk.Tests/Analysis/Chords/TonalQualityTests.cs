using System.Text.Json;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Tests.Analysis.Chords;

public class TonalQualityTests
{
    [SkippableTheory]
    [InlineData("d02")]
    [InlineData("d07")]
    [InlineData("d08")]
    [InlineData("d13")]
    public void Analysis_RenderedSong_MeetsTheFloor(string song)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(SharedData.Require("corpus", song + ".json")));
        var root = truth.RootElement;
        var audio = SharedData.Decode(SharedData.Require("corpus", song + ".ogg"));
        var beats = new BeatGrid(root.GetProperty("tempo").GetDouble(), 1, root.GetProperty("meter").GetInt32(), Times(root, "beats"), Times(root, "downbeats"));

        var chroma = ChromaExtractor.Extract(audio, default);
        var key = new ProfileKeyDetector().Detect(chroma, beats, default);
        var chords = new HmmChordRecognizer().Recognize(chroma, beats, key, audio.DurationSeconds, default);

        Assert.Equal(root.GetProperty("key").GetString(), key.Key.ToString());
        Assert.Equal(root.GetProperty("tuning_cents").GetDouble(), 1200 * Math.Log2(chroma.TuningHz / 440), 3.0);
        Assert.InRange(Overlap(root.GetProperty("chords"), chords), 0.85, 1);
    }

    private static double[] Times(JsonElement root, string name) => [.. root.GetProperty(name).EnumerateArray().Select(t => t.GetDouble())];

    /// <summary>Share of the time of plain triads, sevenths left out, whose root and mode are found.</summary>
    private static double Overlap(JsonElement truth, IReadOnlyList<ChordSegment> found)
    {
        double right = 0, all = 0;
        foreach (var entry in truth.EnumerateArray())
        {
            var label = entry[2].GetString()!.Split('/')[0];
            if (label.EndsWith(":maj", StringComparison.Ordinal) || label.EndsWith(":min", StringComparison.Ordinal))
            {
                var (start, end) = (entry[0].GetDouble(), entry[1].GetDouble());
                all += end - start;
                right += found.Where(f => Same(f.Label, label)).Sum(f => Math.Max(0, Math.Min(end, f.End) - Math.Max(start, f.Start)));
            }
        }

        return right / all;
    }

    private static bool Same(string found, string truth) =>
        found != "N" && found[^3..] == truth[^3..] && MusicalKey.ParseTonic(found[..^4]) == MusicalKey.ParseTonic(truth[..^4]);
}
