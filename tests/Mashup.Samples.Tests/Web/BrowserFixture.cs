using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

/// <summary>The real service with the built web app; all tests in a browser share what it once found in a song, and a mashup of its administrator.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const int ShortestSeconds = 30;
    private const string Administrator = "admin@example.org";

    internal TestFolder Data { get; } = new();

    internal RunningService Service { get; private set; } = null!;

    internal IReadOnlyList<string> TwoSongs { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (WebAppFolder.LacksBrowser is null)
        {
            WebAppFolder.CopyBuiltAppTo(Data["wwwroot"]);
            Service = await RunningService.StartAsync(Data.Path);
            TwoSongs = await Songs.AllAsync();

            // The first account may administrate.
            using var client = Service.Client();
            await client.RegisterAsync(Administrator);
            await client.SignInAsync(Administrator);
            await FillAsync(client);
        }
    }

    private async Task FillAsync(ApiClient client)
    {
        var tracks = await Task.WhenAll(TwoSongs.Select(song => client.AddTrackAsync(song)));
        var generation = await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = ShortestSeconds, variants = 2 });
        await client.WaitForJobAsync((string)generation.Require(HttpStatusCode.Accepted)["jobId"]!);
    }

    public async Task DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        Data.Dispose();
    }

    /// <summary>Runs one of the web app's tools against the service.</summary>
    /// <param name="tool">A file in its tools folder.</param>
    /// <param name="arguments">What follows the songs.</param>
    internal Task<NodeRun> RunAsync(string tool, params string[] arguments) =>
        NodeRun.StartAsync(
            ["tools/" + tool, .. TwoSongs, .. arguments],
            new() { ["MASHUP_SERVICE"] = Service.Address.AbsoluteUri.TrimEnd('/'), ["MASHUP_EMAIL"] = Administrator, ["MASHUP_PASSWORD"] = ApiClient.Password });
}
