using System.Text.Json;
using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Tests.Analysis.Beats;

/// <summary>Rendered songs with exactly known beats: a ballad, drifting funk with syncopation, a waltz, a breakbeat.</summary>
[Trait("Category", "Quality")]
public sealed class BeatQualityTests
{
    [SkippableTheory]
    [InlineData("d01")]
    [InlineData("d05")]
    [InlineData("d07")]
    [InlineData("d16")]
    public void Track_RenderedSong_MatchesTheTruth(string song)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(SharedData.Require("corpus", song + ".json")));
        var audio = SharedData.Decode(SharedData.Require("corpus", song + ".ogg"));

        var grid = new BarPointerBeatTracker().Track(audio, new OnsetFeatureExtractor().Extract(audio, default), default);

        double[] beats = Times(truth, "beats"), downbeats = Times(truth, "downbeats");
        Assert.Equal(truth.RootElement.GetProperty("meter").GetInt32(), grid.Meter);
        Assert.Equal(1, grid.Bpm / truth.RootElement.GetProperty("tempo").GetDouble(), 0.02);
        Assert.True(FMeasure(beats, grid.Beats) >= 0.98, $"beats {FMeasure(beats, grid.Beats):F3}");
        Assert.True(FMeasure(downbeats, grid.Downbeats) >= 0.95, $"downbeats {FMeasure(downbeats, grid.Downbeats):F3}");
        var errors = beats.Select(t => grid.Beats.Min(b => Math.Abs(b - t))).Order().ToArray();
        Assert.InRange(errors[errors.Length / 2], 0, 0.008);
        Assert.InRange(errors[errors.Length * 95 / 100], 0, 0.025);
    }

    private static double[] Times(JsonDocument truth, string name) => [.. truth.RootElement.GetProperty(name).EnumerateArray().Select(t => t.GetDouble())];

    /// <summary>Share of beats that agree within 70 ms; both lists are sparse enough for the nearest to be the match.</summary>
    private static double FMeasure(double[] truth, IReadOnlyList<double> found)
    {
        double hits = truth.Count(t => found.Any(f => Math.Abs(f - t) <= 0.07));
        return 2 * hits / (truth.Length + found.Count);
    }
}
