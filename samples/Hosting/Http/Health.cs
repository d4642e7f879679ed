using System.Diagnostics;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mashup.Hosting.Http;

/// <summary><c>/health/live</c>: this process answers. <c>/health/ready</c>: everything it needs is there.</summary>
internal static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<FFmpegCheck>();
        services.AddHealthChecks()
            .Add("database", async (p, c) => await p.GetRequiredService<Database>().FirstAsync<int>("select 1", null, c) == 1)
            .Add("blobs", async (p, c) =>
            {
                await p.GetRequiredService<IBlobStore>().WriteAsync(BlobKey.HealthProbe, new MemoryStream([1]), c);
                return true;
            })
            .Add("ffmpeg", (p, c) => p.GetRequiredService<FFmpegCheck>().IsThereAsync(c))
            .Add("queue", (p, _) => Task.FromResult(p.GetRequiredService<IWakeUp>().IsConnected))
            .Add("worker", async (p, c) => await p.GetRequiredService<Database>().FirstAsync<int>(
                "select count(*) from workers where seen_at > @alive",
                new { alive = p.GetRequiredService<TimeProvider>().Milliseconds() - (long)p.GetRequiredService<HostingOptions>().Jobs.Lease.TotalMilliseconds },
                c) > 0);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static IHealthChecksBuilder Add(this IHealthChecksBuilder checks, string name, Func<IServiceProvider, CancellationToken, Task<bool>> check) =>
        checks.Add(new HealthCheckRegistration(name, provider => new Check(provider, check), null, null, TimeSpan.FromSeconds(10)));

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status == HealthStatus.Healthy ? "ok" : "unavailable",
        checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status == HealthStatus.Healthy ? "ok" : "unavailable"),
    });

    private sealed class Check(IServiceProvider provider, Func<IServiceProvider, CancellationToken, Task<bool>> check) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await check(provider, cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }

    /// <summary>Looks for ffmpeg until it is found, and then no more.</summary>
    internal sealed class FFmpegCheck(HostingOptions options)
    {
        private volatile bool _found;

        public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
        {
            if (_found)
            {
                return true;
            }

            using var process = Process.Start(new ProcessStartInfo(options.FFmpeg, ["-hide_banner", "-version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return false;
            }

            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return _found = process.ExitCode == 0;
        }
    }
}
