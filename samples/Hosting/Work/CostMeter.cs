using System.Diagnostics.Metrics;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Telemetry;
using Mashup.Sdk.Diagnostics;

namespace Mashup.Hosting.Work;

/// <summary>Measures what attempts take: the processor time of this process, shared by the jobs that run in it, and the time that models held a GPU for each.</summary>
internal sealed class CostMeter : IDisposable
{
    private readonly RunningJobs _running;
    private readonly HostingOptions _options;
    private readonly AsyncLocal<Reading?> _current = new();
    private readonly MeterListener _listener = new();

    public CostMeter(RunningJobs running, HostingOptions options)
    {
        (_running, _options) = (running, options);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MashupDiagnostics.Name && instrument.Name == MashupDiagnostics.DeviceDuration)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };

        // Called in the flow of the job that held the device.
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "device", Value: "cuda" })
                {
                    _current.Value?.Held(seconds);
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Starts to measure the calling flow.</summary>
    public Reading Start() => _current.Value = new Reading(Math.Max(1, _running.Count), _options.Cost);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>A measurement that runs until it is last read.</summary>
    internal sealed class Reading(int sharers, CostRates rates)
    {
        private readonly TimeSpan _before = Environment.CpuUsage.TotalTime;
        private double _gpuSeconds;

        /// <summary>Adds time on a GPU; from any thread.</summary>
        public void Held(double seconds)
        {
            double before;
            do
            {
                before = _gpuSeconds;
            }
            while (Interlocked.CompareExchange(ref _gpuSeconds, before + seconds, before) != before);
        }

        public JobCost Read()
        {
            var cpu = (Environment.CpuUsage.TotalTime - _before).TotalSeconds / sharers;
            var gpu = Volatile.Read(ref _gpuSeconds);
            return new JobCost(Math.Round(cpu, 3), Math.Round(gpu, 3), cpu * rates.CpuSecond + gpu * rates.GpuSecond);
        }
    }
}
