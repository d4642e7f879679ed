using System.Text.Json;
using System.Text.Json.Nodes;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Planning;

public class PlanDocumentTests
{
    private static readonly MashupPlan Plan = new()
    {
        Seed = 7,
        Bpm = 126.25,
        Key = new MusicalKey(9, Mode.Minor),
        DurationSeconds = 30.4,
        Tracks = [new PlanTrack("a", "a \"ö\".ogg", "ff", 127.98, new MusicalKey(6, Mode.Major)), new PlanTrack("b", "b.ogg", "ee", 64, new MusicalKey(9, Mode.Minor))],
        Sections = [new PlanSection(0, 32, SectionLabel.Intro), new PlanSection(32, 32, SectionLabel.Chorus)],
        Clips =
        [
            new PlanClip
            {
                Id = "c1", Track = "a", Stem = StemKind.Vocals, StartBeat = 31.5, Beats = 32.5, Semitones = -2, GainDb = -1.5, FadeInBeats = 0.5,
                Warp = [new WarpPoint(31, 30.123456), new WarpPoint(64, 46.1)],
                Automation = [new Automation(Automation.HighPassHz, [new AutomationPoint(32, 20), new AutomationPoint(36, 180.5)])],
            },
        ],
        Score = new PlanScore(83, 0.9, 0.8, 0.7),
        Rationale = ["Because it fits."],
    };

    [Fact]
    public void Write_ThenReadThenWrite_GivesTheSameBytes()
    {
        var text = PlanDocument.Write(Plan);
        Assert.Equal(text, PlanDocument.Write(PlanDocument.Read(text)));
    }

    [Fact]
    public void Write_UsesTheNamesOfTheContract()
    {
        using var document = JsonDocument.Parse(PlanDocument.Write(Plan));
        var root = document.RootElement;
        Assert.Equal(
            ["schema", "seed", "bpm", "key", "durationSeconds", "sampleRate", "tracks", "sections", "clips", "score", "rationale", "warnings"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("mashup.plan/1", root.GetProperty("schema").GetString());
        Assert.Equal("A", root.GetProperty("key").GetProperty("tonic").GetString());
        Assert.Equal("minor", root.GetProperty("key").GetProperty("mode").GetString());
        Assert.Equal("chorus", root.GetProperty("sections")[1].GetProperty("label").GetString());
        var clip = root.GetProperty("clips")[0];
        Assert.Equal(
            ["id", "track", "stem", "startBeat", "beats", "semitones", "warp", "gainDb", "fadeInBeats", "fadeOutBeats", "automation"],
            clip.EnumerateObject().Select(p => p.Name));
        Assert.Equal("vocals", clip.GetProperty("stem").GetString());
        Assert.Equal(30.123456, clip.GetProperty("warp")[0].GetProperty("source").GetDouble());
    }

    [Fact]
    public void Write_AnyField_KeepsTheSchema() => Assert.Empty(PlanSchema.Violations(PlanDocument.Write(Plan)));

    [Theory]
    [InlineData("bpm", "\"fast\"")]
    [InlineData("clips/0/stem", "\"guitar\"")]
    [InlineData("clips/0/warp", "[{\"beat\":1,\"source\":2}]")]
    [InlineData("key/tonic", "\"H\"")]
    [InlineData("score/harmonic", "2")]
    [InlineData("sections/1/label", null)]
    public void Violations_BrokenField_AreFound(string path, string? value)
    {
        var node = JsonNode.Parse(PlanDocument.Write(Plan))!;
        var parts = path.Split('/');
        var owner = parts[..^1].Aggregate(node, (n, p) => int.TryParse(p, out var i) ? n[i]! : n[p]!);
        if (value is null)
        {
            owner.AsObject().Remove(parts[^1]);
        }
        else
        {
            owner[parts[^1]] = JsonNode.Parse(value);
        }

        Assert.NotEmpty(PlanSchema.Violations(node.ToJsonString()));
    }

    [Fact]
    public void Read_WithoutOptionalFields_FillsInTheDefaults()
    {
        var node = JsonNode.Parse(PlanDocument.Write(Plan))!;
        var clip = node["clips"]![0]!.AsObject();
        foreach (var name in (string[])["automation", "fadeInBeats", "fadeOutBeats", "gainDb", "semitones"])
        {
            clip.Remove(name);
        }

        node.AsObject().Remove("sampleRate");
        node.AsObject().Remove("warnings");
        node["added"] = "by someone else";
        var plan = PlanDocument.Read(node.ToJsonString());
        Assert.Equal(44100, plan.SampleRate);
        Assert.Empty(plan.Warnings);
        Assert.Empty(plan.Clips[0].Automation);
        Assert.Equal(0, plan.Clips[0].GainDb);
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "empty")]
    [InlineData("{\"schema\":", "not valid JSON")]
    [InlineData("[]", "$")]
    public void Read_NotAPlan_SaysSoInOneSentence(string json, string expected)
    {
        var exception = Assert.Throws<MashupException>(() => PlanDocument.Read(json));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("bpm", "\"fast\"", "$.bpm")]
    [InlineData("bpm", "0", "$.bpm")]
    [InlineData("bpm", null, "bpm")]
    [InlineData("schema", "\"mashup.plan/2\"", "$.schema")]
    [InlineData("key", "{\"tonic\":\"H\",\"mode\":\"minor\"}", "'H' is not a pitch class")]
    [InlineData("tracks", "[]", "$.tracks")]
    [InlineData("clips/0/stem", "\"guitar\"", "$.clips[0].stem")]
    [InlineData("clips/0/track", "\"z\"", "$.clips[0].track")]
    [InlineData("clips/0/beats", "-4", "$.clips[0].beats")]
    [InlineData("clips/0/warp", "[{\"beat\":1,\"source\":2}]", "$.clips[0].warp")]
    [InlineData("clips/0/warp", "[{\"beat\":1,\"source\":2},{\"beat\":0,\"source\":3}]", "$.clips[0].warp[1]")]
    [InlineData("clips/0/warp", "[{\"beat\":1}]", "$.clips[0].warp[0]")]
    [InlineData("clips", "[null]", "holds null")]
    [InlineData("clips/0/automation", "[null]", "holds null")]
    [InlineData("clips/0/semitones", "13", "$.clips[0].semitones")]
    [InlineData("warnings", "[null]", "holds null")]
    [InlineData("sections/1/startBeat", "30", "$.sections[1].startBeat")]
    [InlineData("sections/1/label", "null", "$.sections[1].label")]
    public void Read_BrokenField_NamesItsPath(string path, string? value, string expected)
    {
        var node = JsonNode.Parse(PlanDocument.Write(Plan))!;
        var parts = path.Split('/');
        var owner = parts[..^1].Aggregate(node, (n, p) => int.TryParse(p, out var i) ? n[i]! : n[p]!);
        if (value is null)
        {
            owner.AsObject().Remove(parts[^1]);
        }
        else
        {
            owner[parts[^1]] = JsonNode.Parse(value);
        }

        var exception = Assert.Throws<MashupException>(() => PlanDocument.Read(node.ToJsonString()));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(MashupStage.Plan, exception.Stage);
    }
}
