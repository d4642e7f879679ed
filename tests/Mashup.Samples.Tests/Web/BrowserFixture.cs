using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

/// <summary>The real service with the built web app; all tests in a browser share what it once found in a song.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
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
        }
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
