using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Mashup.Hosting.Telemetry;

/// <summary>Has the exporters made when the host starts, and flushed when it stops.</summary>
internal sealed class TelemetryExport(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush();
        metrics.ForceFlush();
        return Task.CompletedTask;
    }
}
