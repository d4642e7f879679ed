using System.Text.Json.Nodes;

namespace Mashup.Sdk.AcceptanceTests.CommandLine;

[Trait("Category", "EndToEnd")]
[Collection(CommandLineSongs.Name)]
public sealed class ExitCodeTests(DemoFolder demo)
{
    private Dictionary<string, string?> Environment => new() { ["MASHUP_CACHE"] = demo.File("cli-cache") };

    [Theory]
    [InlineData("make")]
    [InlineData("nonsense")]
    [InlineData("make", "a.wav", "b.wav")]
    [InlineData("make", "a.wav", "b.wav", "-o", "x.mp3", "--duration", "soon")]
    [InlineData("make", "a.wav", "b.wav", "-o", "x.mp3", "--energy", "2")]
    [InlineData("make", "a.wav", "b.wav", "-o", "x.mp3", "--variants", "4")]
    [InlineData("make", "a.wav", "b.wav", "-o", "x.mp3", "--loudness", "3")]
    [InlineData("stretch", "a.wav", "b.wav", "--tempo", "9")]
    public async Task WrongCommandLine_Answers2(params string[] arguments)
    {
        var answer = await CommandLineTool.RunAsync(arguments);

        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Output);
        Assert.NotEmpty(answer.Errors);
    }

    [Theory]
    [InlineData("missing.mp3", null)]
    [InlineData("zero.mp3", "")]
    [InlineData("text.mp3", "not audio at all\n")]
    [InlineData("list.m3u8", "#EXTM3U\n#EXTINF:10,\n/etc/passwd\n")]
    [InlineData("list.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\na.wav\n")]
    [InlineData("concat.mp3", "ffconcat version 1.0\nfile 'a.wav'\n")]
    public async Task UnusableInput_Answers3AndNamesTheFile(string name, string? content)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(demo.File(name), content);
        }

        var answer = await CommandLineTool.RunAsync(Environment, "make", demo.SongA, demo.File(name), "-o", demo.File("never.mp3"));

        Assert.Equal(3, answer.Code);
        Assert.Contains(name, answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(demo.File("never.mp3")));
    }

    [Fact]
    public async Task NoFFmpegOnThePath_Answers5AndSaysWhatToInstall()
    {
        await demo.Engine().WriteAsync(Sdk.Demo.DemoSongs.Create(Sdk.Demo.DemoSong.PaperKites), demo.File("coded.mp3"));
        var environment = Environment;
        var dotnet = Path.GetDirectoryName(System.Environment.ProcessPath);
        environment["PATH"] = demo.Path;
        environment["DOTNET_ROOT"] = dotnet;

        using var process = CommandLineTool.Start(new Dictionary<string, string?>(environment), "analyze", demo.File("coded.mp3"));
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(5, process.ExitCode);
        Assert.Contains("ffmpeg", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_Json_PrintsOneDocumentPerFileAndNothingElse()
    {
        var answer = await CommandLineTool.RunAsync(Environment, "analyze", demo.SongA, demo.SongB, "--json");

        Assert.Equal(0, answer.Code);
        var lines = answer.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.Equal("mashup.analysis/1", (string?)JsonNode.Parse(l)!["schema"]));
    }

    [Fact]
    public async Task AnalyzeThenSeparateStretchLoudnessMatch_AllAnswer0()
    {
        Directory.CreateDirectory(demo.File("stems"));
        string[][] commands =
        [
            ["separate", demo.SongA, "-o", demo.File("stems"), "--stems", "vocals,bass"],
            ["stretch", demo.SongA, demo.File("faster.wav"), "--tempo", "1.1", "--pitch", "2"],
            ["loudness", demo.SongA, "--json"],
            ["match", demo.SongA, demo.SongB, "--json"],
            ["models", "list"],
        ];
        foreach (var command in commands)
        {
            var answer = await CommandLineTool.RunAsync(Environment, command);
            Assert.True(answer.Code == 0, $"{command[0]}: {answer.Errors}");
        }

        Assert.True(File.Exists(demo.File("stems/vocals.wav")));
        Assert.False(File.Exists(demo.File("stems/drums.wav")));
    }

    [Fact]
    public async Task MakePlanRenderScore_WorkTogether()
    {
        // With these stems the first plan sounds well enough to be the one that is made.
        string[] stems = ["--separator", "builtin"];
        var made = await CommandLineTool.RunAsync(
            Environment, ["make", demo.SongA, demo.SongB, "-o", demo.File("m.wav"), "--duration", "0:30", "--plan", demo.File("m.json"), "--json", .. stems]);
        Assert.True(made.Code == 0, made.Errors);
        Assert.Equal("mashup.result/1", (string?)JsonNode.Parse(made.Output)!["schema"]);
        Assert.Equal("builtin", (string?)JsonNode.Parse(made.Output)!["separator"]);

        var planned = await CommandLineTool.RunAsync(Environment, ["plan", demo.SongA, demo.SongB, "--duration", "30", "--json", .. stems]);
        Assert.Equal(await File.ReadAllTextAsync(demo.File("m.json")), planned.Output);

        var rendered = await CommandLineTool.RunAsync(Environment, ["render", demo.File("m.json"), "-o", demo.File("r.wav"), .. stems]);
        Assert.True(rendered.Code == 0, rendered.Errors);
        Assert.Equal(await File.ReadAllBytesAsync(demo.File("m.wav")), await File.ReadAllBytesAsync(demo.File("r.wav")));

        var score = await CommandLineTool.RunAsync(Environment, "score", demo.File("m.wav"), "--plan", demo.File("m.json"), "--json");
        Assert.InRange((double)JsonNode.Parse(score.Output)!["overall"]!, 1, 100);
    }

    [Fact]
    public async Task Interrupted_Answers130_AndLeavesNothing()
    {
        using var process = CommandLineTool.Start(Environment, "make", demo.SongA, demo.SongB, "-o", demo.File("interrupted.mp3"), "--no-cache");
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("separate", StringComparison.Ordinal))
        {
        }

        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(demo.Path, "*interrupted*"));
    }
}
