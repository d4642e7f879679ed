using Mashup.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mashup.Samples.Tests.Service;

/// <summary>The real web host with its worker, on a port of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="settings">Further settings, e.g. <c>Workers=0</c>.</param>
    /// <param name="replace">Replaces parts.</param>
    public static async Task<RunningService> StartAsync(string data, IEnumerable<string>? settings = null, Action<IServiceCollection>? replace = null)
    {
        Directory.CreateDirectory(data);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = data });
        builder.Configuration.AddInMemoryCollection(
            new[] { "Data=" + data, "urls=http://127.0.0.1:0", "RateLimits:AddressBurst=100000", "RateLimits:UserBurst=100000" }.Concat(settings ?? [])
                .Select(s => s.Split('=', 2))
                .GroupBy(s => s[0], s => s[1])
                .Select(s => KeyValuePair.Create(s.Key, (string?)s.Last())));
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("MASHUP_TEST_LOG") is { } log)
        {
            builder.Logging.AddConsole().SetMinimumLevel(Enum.Parse<LogLevel>(log));
        }

        builder.Services.AddMashupHosting(builder.Configuration).AddMashupApi(builder.Configuration);
        replace?.Invoke(builder.Services);
        var app = builder.Build().MapMashupApi();
        await app.StartAsync();
        return new RunningService(app);
    }

    /// <summary>A client that nobody is signed in with.</summary>
    public ApiClient Client() => new(Address);

    /// <summary>A client of a new account.</summary>
    public async Task<ApiClient> SignedInAsync(string email)
    {
        var client = Client();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
