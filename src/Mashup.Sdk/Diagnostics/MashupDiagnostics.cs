using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Mashup.Sdk.Diagnostics;

/// <summary>Names of the activities and instruments the engine emits; subscribe to them with OpenTelemetry.</summary>
public static class MashupDiagnostics
{
    /// <summary>Name of the <see cref="ActivitySource"/> and the <see cref="Meter"/>.</summary>
    public const string Name = "Mashup.Sdk";

    /// <summary>Histogram: seconds a stage ran, tagged <c>stage</c> and <c>outcome</c> (done, cached, cancelled, failed).</summary>
    public const string StageDuration = "mashup.stage.duration";

    /// <summary>Histogram: seconds a model held a device, tagged <c>model</c> and <c>device</c> (cpu, cuda); recorded by Mashup.Sdk.Gpu.</summary>
    public const string DeviceDuration = "mashup.device.duration";

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Histogram<double> StageSeconds { get; } = Meter.CreateHistogram<double>(StageDuration, "s", "Time a stage ran.");
}
