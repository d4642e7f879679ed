using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Mashup.Sdk.AcceptanceTests.CommandLine;

/// <summary><c>mashup analyze --plot</c> and <c>--click</c>.</summary>
[Trait("Category", "EndToEnd")]
[Collection(CommandLineSongs.Name)]
public sealed class InspectionTests(DemoFolder demo)
{
    private Dictionary<string, string?> Environment => new() { ["MASHUP_CACHE"] = demo.File("cli-cache") };

    [Fact]
    public async Task Plot_Svg_ShowsWhatTheDocumentSays()
    {
        var answer = await RunAsync("analyze", demo.SongA, "--json", "--plot", demo.File("a.svg"));

        var document = JsonNode.Parse(answer.Output)!;
        var kinds = XElement.Load(demo.File("a.svg")).Descendants().ToLookup(e => (string?)e.Attribute("class") ?? "");
        foreach (var (name, kind) in new[] { ("beats", "beat"), ("downbeats", "downbeat"), ("sections", "section"), ("chords", "chord"), ("vocals", "vocals") })
        {
            Assert.Equal(document[name]!.AsArray().Count, kinds[kind].Count());
        }

        Assert.Equal("a.wav", kinds["title"].Single().Value);
    }

    [Fact]
    public async Task Plot_SongsIntoAFolder_WritesOnePngEachThatFFmpegReads()
    {
        await RunAsync("analyze", demo.SongA, demo.SongB, "--plot", demo.File("plots"));

        foreach (var name in (string[])["a", "b"])
        {
            var size = await ProbeAsync(demo.File($"plots/{name}.png"), "v:0", "stream=codec_name,width");
            Assert.Equal("png,1600", size);
        }
    }

    [Fact]
    public async Task Click_IsAsLongAsTheSong()
    {
        await RunAsync("analyze", demo.SongA, "--click", demo.File("click.wav"));

        Assert.Equal(
            await ProbeAsync(demo.SongA, "a:0", "stream=sample_rate,duration_ts"),
            await ProbeAsync(demo.File("click.wav"), "a:0", "stream=sample_rate,duration_ts"));
    }

    [Theory]
    [InlineData("a.wav", "--plot", "out.jpg")]
    [InlineData("a.wav", "--plot", "out.wav")]
    [InlineData("a.wav", "--click", "out.png")]
    [InlineData("a.wav", "b.wav", "--plot", "out.png")]
    [InlineData("x/a.wav", "y/a.wav", "--plot", "folder")]
    public async Task WrongTarget_Answers2(params string[] arguments)
    {
        var answer = await CommandLineTool.RunAsync(["analyze", .. arguments]);

        Assert.Equal(2, answer.Code);
        Assert.Contains(arguments[^2], answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plot_WhereNothingCanBeWritten_Answers3AndNamesThePlace()
    {
        var answer = await CommandLineTool.RunAsync(Environment, "analyze", demo.SongA, "--plot", demo.File("missing/a.png"));

        Assert.Equal(3, answer.Code);
        Assert.Contains("missing", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plot_OverAnExistingFile_KeepsItWhenTheSongCannotBeRead()
    {
        await File.WriteAllTextAsync(demo.File("kept.png"), "before");
        await File.WriteAllTextAsync(demo.File("broken.mp3"), "no audio");

        var answer = await CommandLineTool.RunAsync(Environment, "analyze", demo.File("broken.mp3"), "--plot", demo.File("kept.png"));

        Assert.Equal(3, answer.Code);
        Assert.Equal("before", await File.ReadAllTextAsync(demo.File("kept.png")));
    }

    private async Task<CommandLineTool.Answer> RunAsync(params string[] arguments)
    {
        var answer = await CommandLineTool.RunAsync(Environment, arguments);
        Assert.True(answer.Code == 0, answer.Errors);
        return answer;
    }

    private static async Task<string> ProbeAsync(string file, string stream, string entries)
    {
        var start = new ProcessStartInfo("ffprobe") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-v", "error", "-select_streams", stream, "-show_entries", entries, "-of", "csv=p=0", file])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }
}
