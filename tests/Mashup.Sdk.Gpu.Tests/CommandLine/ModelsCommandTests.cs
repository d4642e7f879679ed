using System.Text.Json.Nodes;
using Mashup.Sdk.AcceptanceTests;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.CommandLine;

/// <summary>The built command, as a user runs it: install a model, separate with it, delete it.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ModelsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-cli-").FullName;

    private Dictionary<string, string?> Environment => new() { ["MASHUP_MODELS"] = Path.Combine(_folder, "models"), ["MASHUP_CACHE"] = Path.Combine(_folder, "cache") };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Models_FromAddToRemove_SeparateASong()
    {
        using var model = Families.HtDemucsWave(0.1f, 0.2f, 0.3f, 0.4f);
        var manifest = Path.Combine(model.Folder, "manifest.json");
        var song = Path.Combine(_folder, "song.wav");
        await MashupEngine.Create().WriteAsync(new AudioBuffer(44100, Signals.Tones(20 * 44100)), song);

        var refused = await CommandLineTool.RunAsync(Environment, "models", "add", manifest);
        Assert.Equal(2, refused.Code);
        Assert.Contains("CC0-1.0", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--accept-licence", refused.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await CommandLineTool.RunAsync(Environment, "models", "add", manifest, "--accept-licence")).Code);
        var list = await CommandLineTool.RunAsync(Environment, "models", "list", "--json");
        Assert.Contains("test", JsonNode.Parse(list.Output)!["models"]!.AsArray().Select(m => (string?)m!["name"]));
        Assert.Equal(0, (await CommandLineTool.RunAsync(Environment, "models", "verify")).Code);

        var separated = await CommandLineTool.RunAsync(Environment, "separate", song, "-o", Path.Combine(_folder, "stems"), "--separator", "test");
        Assert.True(separated.Code == 0, separated.Errors);
        Assert.Contains("test: Runs on the", separated.Errors, StringComparison.Ordinal);
        Assert.Equal(5, Directory.GetFiles(Path.Combine(_folder, "stems")).Length);

        Assert.Equal(0, (await CommandLineTool.RunAsync(Environment, "models", "remove", "test")).Code);
        var gone = await CommandLineTool.RunAsync(Environment, "separate", song, "-o", Path.Combine(_folder, "stems"), "--separator", "test");
        Assert.Equal(5, gone.Code);
        Assert.Contains("builtin", gone.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_NoSeparatorNamed_UsesThePackagesOwnAndSaysSo()
    {
        await CommandLineTool.RunAsync(Environment, "demo", "-o", _folder);
        string[] songs = [.. Directory.GetFiles(_folder, "*.wav").Order(StringComparer.Ordinal)];
        var (made, again) = (Path.Combine(_folder, "made.wav"), Path.Combine(_folder, "again.wav"));

        var result = await CommandLineTool.RunAsync(Environment, ["make", .. songs, "-o", made, "--duration", "0:30", "--plan", Path.Combine(_folder, "plan.json"), "--json"]);
        var rendered = await CommandLineTool.RunAsync(Environment, "render", Path.Combine(_folder, "plan.json"), "-o", again);

        Assert.True(result.Code == 0, result.Errors);
        Assert.True(rendered.Code == 0, rendered.Errors);
        Assert.Equal(ModelStore.OwnModel ?? "builtin", (string?)JsonNode.Parse(result.Output)!["separator"]);
        Assert.Equal(await File.ReadAllBytesAsync(made), await File.ReadAllBytesAsync(again));
    }
}
