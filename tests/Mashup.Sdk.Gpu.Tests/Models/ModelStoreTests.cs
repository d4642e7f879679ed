using System.Net;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Models;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Add_Manifest_BringsItsFilesAndWritesTheirHashes()
    {
        using var model = Families.Spleeter(1, 1);
        var store = new ModelStore(_folder, new HttpClientHandler());
        ModelOffer? offered = null;

        var added = await store.AddAsync(Path.Combine(model.Folder, "manifest.json"), null, offer => { offered = offer; return true; });

        Assert.Equal("CC0-1.0", offered?.Licence);
        Assert.Equal(["drums", "bass"], added.Stems);
        Assert.Null(added.Problem);
        Assert.All(store.Manifest("test").Files, f => Assert.Matches("^[0-9a-f]{64}$", f.Sha256));
        Assert.Equal(added, Assert.Single(store.List()) with { Stems = added.Stems });
        store.Verify("test");
        store.Remove("test");
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task Add_ModelFileWithItsManifestBesideIt_IsFound()
    {
        using var model = Families.HtDemucsWave(1);
        File.Move(Path.Combine(model.Folder, "manifest.json"), Path.Combine(model.Folder, "0.json"));

        Assert.Equal("test", (await new ModelStore(_folder).AddAsync(Path.Combine(model.Folder, "0.onnx"), null, _ => true)).Name);
    }

    [Fact]
    public async Task Add_LicenceRefused_LeavesNothing()
    {
        using var model = Families.HtDemucsWave(1);

        await Assert.ThrowsAsync<MashupException>(() => new ModelStore(_folder).AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => false));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Add_ManifestThatDoesNotFit_LeavesNothing()
    {
        using var model = Families.HtDemucsWave(1);
        var wrong = model.Manifest with { Channels = 1 };
        await File.WriteAllTextAsync(Path.Combine(model.Folder, "manifest.json"), ManifestDocument.Write(wrong));

        await Assert.ThrowsAsync<UnusableInputException>(() => new ModelStore(_folder).AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => true));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Add_Twice_IsRefused()
    {
        using var model = Families.HtDemucsWave(1);
        var store = new ModelStore(_folder);
        await store.AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => true);

        var error = await Assert.ThrowsAsync<MashupException>(() => store.AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => true));

        Assert.Contains("installed already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_UnknownModelWithoutManifest_SaysWhatToWrite()
    {
        using var model = Families.HtDemucsWave(1);
        File.Delete(Path.Combine(model.Folder, "manifest.json"));

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => new ModelStore(_folder).AddAsync(Path.Combine(model.Folder, "0.onnx"), null, _ => true));

        Assert.Contains("docs/how-to/add-a-model.md", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_FromTheWeb_AsksBeforeItFetchesWeights()
    {
        using var model = Families.HtDemucsWave(1);
        var web = new Web(model.Folder);
        var store = new ModelStore(_folder, web);

        await Assert.ThrowsAsync<MashupException>(() => store.AddAsync("https://models.invalid/a/manifest.json", null, _ => false));
        Assert.Equal(["/a/manifest.json"], web.Asked);
        await store.AddAsync("https://models.invalid/a/manifest.json", null, _ => true);

        Assert.Equal("/a/0.onnx", web.Asked[^1]);
        store.Verify("test");
    }

    [Theory]
    [InlineData("https://models.invalid/missing/manifest.json")]
    [InlineData("/nowhere/manifest.json")]
    [InlineData("/nowhere/model.onnx")]
    public async Task Add_NotThere_IsOneSentence(string source)
    {
        var error = await Assert.ThrowsAsync<UnusableInputException>(() => new ModelStore(_folder, new Web("/nowhere")).AddAsync(source, null, _ => true));

        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ChangedFile_SaysSo()
    {
        using var model = Families.HtDemucsWave(1);
        var store = new ModelStore(_folder);
        await store.AddAsync(Path.Combine(model.Folder, "manifest.json"), null, _ => true);
        var file = Path.Combine(_folder, "test", "0.onnx");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Contains("corrupt", Assert.Throws<UnusableInputException>(() => store.Verify("test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_BrokenManifest_IsListedWithItsProblem()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", "manifest.json"), "{}");

        Assert.NotNull(Assert.Single(new ModelStore(_folder, new HttpClientHandler()).List()).Problem);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("nothing")]
    public void Remove_NoModelOfThatName_IsRefused(string name) => Assert.Throws<MissingComponentException>(() => new ModelStore(_folder).Remove(name));

    [Fact]
    public void UvrTable_EveryRow_MakesAManifestThatHolds()
    {
        var rows = UvrMdxNet.Rows();

        Assert.Equal(44, rows.Count);
        Assert.Equal(rows.Count, rows.Select(r => r.Hash).Distinct().Count());
        Assert.All(rows, r => ManifestRules.Check(UvrMdxNet.Manifest(r, r.Hash + ".onnx"), "manifest.json"));
    }

    [Fact]
    public void UvrHash_LongFile_IsThatOfItsEnd()
    {
        var file = Path.Combine(_folder, "long.onnx");
        var bytes = new byte[10_240_000 + 5];
        bytes[2] = 7;
        File.WriteAllBytes(file, bytes);

        // As md5sum has it for 10,240,000 zero bytes.
        Assert.Equal("596c35b949baf46b721744a13f76a258", UvrMdxNet.HashOf(file));
    }

    private sealed class Web(string folder) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsolutePath);
            var file = Path.Combine(folder, Path.GetFileName(request.RequestUri.LocalPath));
            return Task.FromResult(request.RequestUri.LocalPath.StartsWith("/a/", StringComparison.Ordinal)
                ? new HttpResponseMessage { Content = new ByteArrayContent(File.ReadAllBytes(file)) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
