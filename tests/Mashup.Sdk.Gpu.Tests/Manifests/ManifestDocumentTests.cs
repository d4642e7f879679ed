using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Manifests;

public sealed class ManifestDocumentTests
{
    private const string Good = """
        {
          "schema": "mashup.model/1", "name": "net", "licence": "MIT", "stems": ["vocals"],
          "files": [{ "path": "net.onnx" }],
          "inputs": [{ "kind": "cac" }], "outputs": [{ "kind": "cac" }],
          "stft": { "size": 6144, "hop": 1024, "keepBins": 2048, "zeroLowBins": 3 },
          "chunk": { "length": 261120, "step": 195840, "window": "hann", "lead": 3072 }
        }
        """;

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var written = ManifestDocument.Write(ManifestDocument.Read(Good, "net.json"));

        Assert.Equal(written, ManifestDocument.Write(ManifestDocument.Read(written, "net.json")));
        Assert.Contains("\"hann\"", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"hop\": 1024", "\"hopp\": 1024", "stft.hopp")]
    [InlineData("\"name\"", "\"shifts\": 2, \"name\"", "there is no field shifts")]
    [InlineData("\"hann\"", "\"hamming\"", "chunk.window")]
    [InlineData("\"licence\": \"MIT\",", "", "licence")]
    [InlineData("\"MIT\"", "\" \"", "states no licence")]
    [InlineData("mashup.model/1", "mashup.model/2", "mashup.model/2")]
    [InlineData("6144", "6146", "6146")]
    [InlineData("\"keepBins\": 2048", "\"keepBins\": 4000", "4000")]
    [InlineData("261120", "2147483647", "120 seconds")]
    [InlineData("\"step\": 195840", "\"step\": 0", "steps 0")]
    [InlineData("net.onnx", "../net.onnx", "without folders")]
    [InlineData("\"outputs\": [{ \"kind\": \"cac\" }]", "\"outputs\": [{ \"kind\": \"magnitude\" }]", "'Sum' needs")]
    [InlineData("\"name\": \"net\"", "\"name\": \"a/b\"", "a/b")]
    [InlineData("}\n}", "}", "is not a model manifest")]
    public void Read_OneThingWrong_SaysWhich(string from, string to, string expected)
    {
        var json = Good.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal);

        var error = Assert.Throws<UnusableInputException>(() => ManifestDocument.Read(json, "net.json"));

        Assert.StartsWith("net.json ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EveryFamily_Holds()
    {
        foreach (var model in (TestModel[])[Families.HtDemucsWave(1), Families.MdxNet(6144, 2048, 3, new()), Families.Mdx23C(1), Families.OpenUnmix(128, 1), Families.Spleeter(1), Families.BsRoformer(1), Families.MelRoformer(1), Families.Bands(1)])
        {
            using (model)
            {
                Assert.Equal(ManifestDocument.Write(model.Manifest), ManifestDocument.Write(ManifestDocument.ReadFile(Path.Combine(model.Folder, "manifest.json"))));
            }
        }
    }
}
