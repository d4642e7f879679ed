using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mashup.Sdk.Diagnostics;

namespace Mashup.Sdk.Gpu.Devices;

/// <summary>A job's place on a device; tells when it is left how long it was held.</summary>
internal sealed class DeviceHold(IDisposable place, OnnxDevice device, string model) : IDisposable
{
    private static readonly Meter Meter = new(MashupDiagnostics.Name);
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(MashupDiagnostics.DeviceDuration, "s", "Time a model held a device.");

    private readonly long _since = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Dispose()
    {
        Seconds.Record(
            Stopwatch.GetElapsedTime(_since).TotalSeconds,
            new KeyValuePair<string, object?>("model", model),
            new KeyValuePair<string, object?>("device", device == OnnxDevice.Cuda ? "cuda" : "cpu"));
        place.Dispose();
    }
}
