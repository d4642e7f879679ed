using Mashup.Sdk.Diagnostics;
using OpenTelemetry.Exporter;
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
            services.AddSingleton(p => OpenTelemetry.Sdk.CreateTracerProviderBuilder().ConfigureResource(r => Describe(r, p))
                .AddSource([.. Sources, "Microsoft.AspNetCore"]).AddOtlpExporter(o => Address(o, configuration, "traces")).Build());
            services.AddSingleton(p => OpenTelemetry.Sdk.CreateMeterProviderBuilder().ConfigureResource(r => Describe(r, p))
                .AddMeter([.. Sources, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"])
                .AddOtlpExporter(o => Address(o, configuration, "metrics")).Build());
            services.AddHostedService<TelemetryExport>();
        }

        return services;
    }

    // mashup-webhost or mashup-workerhost, unless OTEL_SERVICE_NAME says otherwise.
    private static void Describe(ResourceBuilder resource, IServiceProvider provider) => resource
        .AddService(
            provider.GetRequiredService<IHostEnvironment>().ApplicationName.ToLowerInvariant().Replace('.', '-'),
            serviceNamespace: "mashup",
            serviceInstanceId: FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}"))
        .AddEnvironmentVariableDetector();

    // The exporter itself looks at the environment alone; these may stand in any settings.
    private static void Address(OtlpExporterOptions exporter, IConfiguration configuration, string signal)
    {
        var endpoint = new Uri(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]!);
        var overHttp = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf";
        exporter.Protocol = overHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = overHttp ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}") : endpoint;
    }
}
