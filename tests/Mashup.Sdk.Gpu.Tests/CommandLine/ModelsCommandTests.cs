using System.Text.Json.Nodes;
using Mashup.Sdk.AcceptanceTests;
using Mashup.Sdk.Audio;
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
}
