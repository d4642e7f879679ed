namespace Mashup.Hosting.Accounts;

/// <summary>What one user may take.</summary>
internal sealed class QuotaOptions
{
    /// <summary>Bytes of tracks and mashups.</summary>
    /// <value>The default value is 5 GB.</value>
    public long MaxBytes { get; set; } = 5_000_000_000;

    /// <summary>Jobs that wait or run at the same time.</summary>
    /// <value>The default value is 100.</value>
    public int MaxActiveJobs { get; set; } = 100;

    /// <summary>Cost of jobs in 30 days.</summary>
    /// <value>The default value is 0: no limit.</value>
    public double MaxCost { get; set; }
}
