using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Web;

/// <summary>What a browser fetches before the first page stands, from the build's own list of files.</summary>
public sealed class FirstLoadTests
{
    private const int MostBytes = 300_000;

    [SkippableTheory]
    [InlineData("src/app/start.tsx")]
    [InlineData("src/features/create/CreatePage.tsx")]
    public void FirstLoad_OfPage_IsUnder300KilobytesOfCompressedScript(string page)
    {
        Skip.If(WebAppFolder.LacksBuild is not null, WebAppFolder.LacksBuild);
        var manifest = JsonNode.Parse(File.ReadAllText(WebAppFolder.Built(".vite/manifest.json")))!.AsObject();
        var files = new HashSet<string>();
        Collect(manifest, "index.html", files);
        Collect(manifest, page, files);

        var bytes = files.Sum(f => Compressed(File.ReadAllBytes(WebAppFolder.Built(f))));

        Assert.InRange(bytes, 1, MostBytes);
    }

    private static void Collect(JsonObject manifest, string name, HashSet<string> files)
    {
        var part = manifest[name] ?? throw new InvalidOperationException($"The build has no part {name}.");
        if (files.Add((string)part["file"]!))
        {
            foreach (var import in part["imports"]?.AsArray() ?? [])
            {
                Collect(manifest, (string)import!, files);
            }
        }
    }

    private static long Compressed(byte[] script)
    {
        using var counted = new MemoryStream();
        using (var gzip = new GZipStream(counted, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(script);
        }

        return counted.Length;
    }
}
