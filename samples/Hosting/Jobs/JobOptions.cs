namespace Mashup.Hosting.Jobs;

/// <summary>How jobs are leased and retried.</summary>
internal sealed class JobOptions
{
    /// <summary>A worker that has not renewed its lease for this long is taken for dead.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker renews its lease and looks whether the job was cancelled.</summary>
    /// <value>The default value is 3 seconds.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a worker looks whether its job moved, to tell those who watch.</summary>
    /// <value>The default value is 0.4 seconds.</value>
    public TimeSpan Pace { get; set; } = TimeSpan.FromSeconds(0.4);

    /// <summary>How often a job is tried.</summary>
    /// <value>The default value is 3.</value>
    public int Attempts { get; set; } = 3;

    /// <summary>Wait before the second attempt; each further one waits twice as long.</summary>
    /// <value>The default value is 5 seconds.</value>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an idle worker looks at the ledger, should nobody wake it.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping host lets its jobs finish before it hands them back.</summary>
    /// <value>The default value is 20 seconds.</value>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a silent event stream shows that it is alive.</summary>
    /// <value>The default value is 10 seconds.</value>
    public TimeSpan EventHeartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A file that the worker writes anew with every heartbeat, for whoever watches over the process; <see langword="null"/> for none.</summary>
    public string? LivenessFile { get; set; }
}
