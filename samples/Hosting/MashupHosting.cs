using Mashup.Hosting.Accounts;
using Mashup.Hosting.Administration;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage;
using Mashup.Hosting.Telemetry;
using Mashup.Hosting.Tracks;
using Mashup.Hosting.Work;

namespace Mashup.Hosting;

/// <summary>The service: what a host registers and maps.</summary>
public static class MashupHosting
{
    /// <summary>Adds what both hosts need: storage, the ledger of jobs, workers.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The host's settings.</param>
    public static IServiceCollection AddMashupHosting(this IServiceCollection services, IConfiguration configuration)
    {
        var options = HostingSettings.Read(configuration);
        return services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddStorage(options)
            .AddQueue(options)
            .AddJobs()
            .AddTracks()
            .AddMashups()
            .AddEngine(options)
            .AddWork(options)
            .AddTelemetry(configuration);
    }

    /// <summary>Adds what the web host needs beside it: accounts and HTTP.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The host's settings.</param>
    public static IServiceCollection AddMashupApi(this IServiceCollection services, IConfiguration configuration)
    {
        var options = HostingSettings.Read(configuration);
        return services.AddAccounts(options).AddAdministration().AddHttp(options);
    }

    /// <summary>Maps the API, its description, health checks and the web app.</summary>
    /// <param name="app">The web host.</param>
    public static WebApplication MapMashupApi(this WebApplication app)
    {
        app.UseHttpRules();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1");
        api.MapAntiforgery();
        api.MapAccounts();
        api.MapTracks();
        api.MapMashups();
        api.MapJobs();
        api.MapAdministration();
        app.MapWebApp();
        return app;
    }
}
