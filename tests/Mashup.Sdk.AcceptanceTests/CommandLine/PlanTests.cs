using System.Text.Json.Nodes;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.AcceptanceTests.CommandLine;

/// <summary><c>mashup plan</c> with its options, and <c>mashup match</c>, as a user calls them.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PlanTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private Dictionary<string, string?> Environment => new() { ["MASHUP_CACHE"] = demo.File("plan-cache") };

    [Fact]
    public async Task Explain_SaysWhatPlaysWhenFromWhereAndWhy()
    {
        var text = await RunAsync("plan", demo.SongA, demo.SongB, "--duration", "1:00", "--explain");

        var plan = await PlanAsync("--duration", "1:00");
        Assert.Contains("planned score", text, StringComparison.Ordinal);
        Assert.Contains("a = a, b = b", text, StringComparison.Ordinal);
        Assert.Equal(plan.Sections.Count, text.Split("  why: ").Length - 1);
        foreach (var lane in (string[])["vocals", "drums", "bass", "chords"])
        {
            Assert.Matches($@"(?m)^{lane} +[ab.]+\r?$", text);
        }

        foreach (var section in plan.Sections)
        {
            Assert.Contains(FormattableString.Invariant($"{section.Label.ToString().ToLowerInvariant()}, {section.Beats:0.##} beats"), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Exclude_PartOfASong_IsNotHeard()
    {
        var (from, to) = (8d, 30d);
        var plan = await PlanAsync("--duration", "0:45", "--exclude", FormattableString.Invariant($"{demo.SongA}@{from}-{to}"));

        var file = plan.Tracks.ToDictionary(t => t.Id, t => t.File);
        Assert.All(
            plan.Clips.Where(c => file[c.Track] == demo.SongA),
            c => Assert.True(SourceAt(c, c.StartBeat) >= to - 0.01 || SourceAt(c, c.StartBeat + c.Beats) <= from + 0.01, $"{c.Stem} from {SourceAt(c, c.StartBeat):0.0} s"));
    }

    [Fact]
    public async Task ReviseAndLock_KeepTheLockedClipAndTheTempo()
    {
        var first = await PlanAsync("--duration", "0:45");
        var kept = first.Clips.First(c => c.Stem == StemKind.Vocals);
        await File.WriteAllTextAsync(demo.File("first.json"), PlanDocument.Write(first));

        var second = await PlanAsync("--duration", "0:45", "--seed", "5", "--energy", "0.9", "--revise", demo.File("first.json"), "--lock", kept.Id);

        Assert.Equal(first.Bpm, second.Bpm);
        Assert.Contains(second.Clips, c => c.Stem == kept.Stem && c.Track == kept.Track && c.StartBeat == kept.StartBeat && c.Warp.SequenceEqual(kept.Warp));
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("b.wav")]
    public async Task Vocals_FromOneSong_UsesNoOtherVoice(string song)
    {
        var plan = await PlanAsync("--duration", "1:00", "--style", "1", "--vocals", demo.File(song));

        var id = plan.Tracks.Single(t => t.File == demo.File(song)).Id;
        Assert.All(plan.Clips.Where(c => c.Stem == StemKind.Vocals), c => Assert.Equal(id, c.Track));
    }

    [Fact]
    public async Task Plan_AfterTheSongsWereSeparated_ComparesVoicesWithBands()
    {
        var cache = new Dictionary<string, string?> { ["MASHUP_CACHE"] = demo.File("separated-cache") };
        // With these stems the first plan sounds well enough to be the one that is made.
        string[] wishes = [demo.SongA, demo.SongB, "--duration", "0:30", "--separator", "builtin"];
        var before = await CommandLineTool.RunAsync(cache, ["plan", .. wishes, "--json"]);
        var made = await CommandLineTool.RunAsync(cache, ["make", .. wishes, "--plan", demo.File("made.json"), "-o", demo.File("made.wav")]);
        var after = await CommandLineTool.RunAsync(cache, ["plan", .. wishes, "--json"]);

        Assert.Equal((0, 0, 0), (before.Code, made.Code, after.Code));
        Assert.Contains("between full mixes", before.Output, StringComparison.Ordinal);
        Assert.Contains("between the separated voices and bands", after.Output, StringComparison.Ordinal);
        Assert.Equal(PlanDocument.Write(PlanDocument.Read(after.Output)), PlanDocument.Write(PlanDocument.Read(await File.ReadAllTextAsync(demo.File("made.json")))));
    }

    [Fact]
    public async Task Match_Json_HoldsBothDirectionsWithWindowsAndReasons()
    {
        var document = JsonNode.Parse(await RunAsync("match", demo.SongA, demo.SongB, "--json"))!;

        var match = Assert.Single(document["matches"]!.AsArray())!;
        foreach (var direction in (JsonNode[])[match["vocalsOverTheirs"]!, match["theirsOverBand"]!])
        {
            Assert.InRange(direction["score"]!.GetValue<double>(), 0, 100);
            Assert.NotEmpty(direction["reasons"]!.AsArray());
            Assert.All(direction["windows"]!.AsArray(), w => Assert.All(
                (string[])["rhythm", "balance", "clash"], name => Assert.InRange(w![name]!.GetValue<double>(), 0, 1)));
        }
    }

    private static double SourceAt(PlanClip clip, double beat)
    {
        var next = Math.Clamp(clip.Warp.Count(w => w.Beat <= beat), 1, clip.Warp.Count - 1);
        var (a, b) = (clip.Warp[next - 1], clip.Warp[next]);
        return a.Source + (beat - a.Beat) * (b.Source - a.Source) / (b.Beat - a.Beat);
    }

    private async Task<MashupPlan> PlanAsync(params string[] options) =>
        PlanDocument.Read(await RunAsync(["plan", demo.SongA, demo.SongB, .. options, "--json"]));

    private async Task<string> RunAsync(params string[] arguments)
    {
        var answer = await CommandLineTool.RunAsync(Environment, arguments);
        Assert.True(answer.Code == 0, answer.Errors);
        return answer.Output;
    }
}
