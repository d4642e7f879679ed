using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mashup.Hosting.Http;

/// <summary>Says where the service is and how one becomes its administrator.</summary>
internal sealed partial class Welcome(IServer server, Database database, HostingOptions options, IHostApplicationLifetime lifetime, ILogger<Welcome> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        LogAddress(logger, string.Join(", ", addresses), options.Data);
        if (await database.FirstAsync<int>("select count(*) from users", null, stoppingToken) == 0)
        {
            LogFounder(logger);
        }
    }

    [LoggerMessage(LogLevel.Information, "Mashup is at {Addresses}; its data lies in {Data}.")]
    private static partial void LogAddress(ILogger logger, string addresses, string data);

    [LoggerMessage(LogLevel.Information, "Nobody has registered yet: the first account becomes Admin. Later, \"./mashup web admin EMAIL\" makes others.")]
    private static partial void LogFounder(ILogger logger);
}
