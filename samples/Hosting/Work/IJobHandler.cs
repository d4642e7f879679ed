namespace Mashup.Hosting.Work;

/// <summary>Does the jobs of one kind. May be called again for a job that a dead worker left half done, and repeats no step that was finished.</summary>
internal interface IJobHandler
{
    /// <summary>The kind of job.</summary>
    string Kind { get; }

    /// <summary>Does a job.</summary>
    Task<JobResult> RunAsync(JobContext context);
}
