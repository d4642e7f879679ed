using Mashup.Sdk.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mashup.Hosting.Telemetry;

/// <summary>Registers the records of what happened, and the export of traces and metrics where a collector is named.</summary>
internal static class TelemetryRegistration
{
    private static readonly string[] Sources = [ServiceDiagnostics.Name, MashupDiagnostics.Name];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<EventJournal>().AddSingleton<TelemetryReport>().AddHostedService<QueueGauge>();
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            services.AddSingleton(_ => OpenTelemetry.Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe)
                .AddSource([.. Sources, "Microsoft.AspNetCore"]).AddOtlpExporter().Build());
            services.AddSingleton(_ => OpenTelemetry.Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe)
                .AddMeter([.. Sources, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"]).AddOtlpExporter().Build());
            services.AddHostedService<TelemetryExport>();
        }

        return services;
    }

    private static void Describe(ResourceBuilder resource) => resource.AddService("mashup", serviceInstanceId: Environment.MachineName);
}
