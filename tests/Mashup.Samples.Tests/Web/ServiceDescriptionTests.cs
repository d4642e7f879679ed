using System.Text.Json;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

/// <summary>Holds the description that the web app's types are made of to the service itself.</summary>
public sealed class ServiceDescriptionTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task OpenApi_OfTheService_IsTheOneTheWebAppWasMadeFor()
    {
        using var data = new TestFolder();
        await using var service = await RunningService.StartAsync(data.Path, ["Workers=0"]);
        using var http = new HttpClient { BaseAddress = service.Address };

        var now = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!.AsObject();

        // The address differs from run to run.
        now.Remove("servers");
        var kept = System.IO.Path.Combine(WebAppFolder.Path, "src/api/openapi.json");
        if (!JsonNode.DeepEquals(now, JsonNode.Parse(await File.ReadAllTextAsync(kept))))
        {
            var received = System.IO.Path.ChangeExtension(kept, ".received.txt");
            await File.WriteAllTextAsync(received, now.ToJsonString(Readable) + "\n");
            Assert.Fail($"The service's description has changed. Copy {received} over {kept}, and see whether the web app still builds.");
        }
    }
}
