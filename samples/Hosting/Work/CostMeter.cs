using Mashup.Hosting.Jobs;
using Mashup.Hosting.Telemetry;

namespace Mashup.Hosting.Work;

/// <summary>Measures what attempts take: the processor time of this process, shared by the jobs that run in it.</summary>
internal sealed class CostMeter(RunningJobs running, HostingOptions options)
{
    public Reading Start() => new(running, options.Cost);

    /// <summary>A measurement that runs until it is last read.</summary>
    internal sealed class Reading(RunningJobs running, CostRates rates) : IDisposable
    {
        private readonly TimeSpan _before = Environment.CpuUsage.TotalTime;
        private readonly int _sharers = Math.Max(1, running.Count);

        public JobCost Read()
        {
            var cpu = (Environment.CpuUsage.TotalTime - _before).TotalSeconds / _sharers;
            return new JobCost(Math.Round(cpu, 3), 0, cpu * rates.CpuSecond);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            // Nothing is held; a reading ends with the attempt's scope.
        }
    }
}
