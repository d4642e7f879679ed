using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mashup.Hosting.Jobs;

namespace Mashup.Hosting.Telemetry;

/// <summary>Names of the activities and instruments of the service.</summary>
internal static class ServiceDiagnostics
{
    public const string Name = "Mashup.Hosting";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    public static Counter<long> Attempts { get; } = Meter.CreateCounter<long>("mashup.job.attempts", description: "Attempts of jobs that ended, by kind and outcome.");

    public static Histogram<double> JobSeconds { get; } = Meter.CreateHistogram<double>("mashup.job.duration", "s", "Time of an attempt.");

    public static Histogram<double> QueuedSeconds { get; } = Meter.CreateHistogram<double>("mashup.job.queued", "s", "Time a job waited before it first ran.");

    /// <summary>An activity in the trace of the request that queued the job, whichever process runs it.</summary>
    public static Activity? StartJob(Job job)
    {
        _ = ActivityContext.TryParse(job.TraceParent, null, isRemote: true, out var parent);
        var activity = Activities.StartActivity("job " + job.Kind, ActivityKind.Consumer, parent);
        activity?.SetTag("mashup.job.id", job.Id);
        activity?.SetTag("mashup.job.attempt", job.Attempts);
        return activity;
    }

    public static void ObserveQueue(Func<long> depth) => Meter.CreateObservableGauge("mashup.queue.depth", depth, description: "Jobs that wait.");
}
