using System.IO.Compression;
using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

public sealed class CompressedAssetsTests
{
    private const string Script = "export const part = 1;";

    [Theory]
    [InlineData("br, gzip", true)]
    [InlineData("gzip, br;q=0", false)]
    [InlineData("identity", false)]
    public async Task Asset_IsSentAsTheBuildCompressedIt_ToThoseWhoTakeBrotli(string accepted, bool isCompressed)
    {
        using var folder = new TestFolder();
        var assets = Directory.CreateDirectory(folder["wwwroot/assets"]).FullName;
        await File.WriteAllTextAsync(folder["wwwroot/index.html"], "<!doctype html>");
        await File.WriteAllTextAsync(Path.Combine(assets, "part.js"), Script);
        await using (var compressed = new BrotliStream(File.Create(Path.Combine(assets, "part.js.br")), CompressionLevel.SmallestSize))
        {
            await compressed.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Script));
        }

        await using var service = await RunningService.StartAsync(folder.Path);
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await client.GetAsync(new Uri(service.Address, "/assets/part.js"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(isCompressed, answer.Content.Headers.ContentEncoding.Contains("br"));
        if (isCompressed)
        {
            await using var plain = new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
            Assert.Equal(Script, await new StreamReader(plain).ReadToEndAsync());
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }
}
