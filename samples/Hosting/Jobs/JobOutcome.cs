using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

/// <summary>What the end of a job means for its track or mashups; a mashup that was finished before stays finished.</summary>
internal static class JobOutcome
{
    private const string Tracks = "id in (select subject from jobs where id = @job and kind = 'analysis') and status = 'analysing'";

    // A rendering's mashups are those of the job that made them, so they are found by the job that works on them now.
    private const string Mashups = "job_id = @job and status in ('queued', 'running')";

    public static Task CancelledAsync(ISql sql, string job, CancellationToken cancellationToken) => EndAsync(sql, job, "cancelled", null, cancellationToken);

    public static Task FailedAsync(ISql sql, string job, string error, CancellationToken cancellationToken) => EndAsync(sql, job, "failed", error, cancellationToken);

    public static async Task QueuedAsync(ISql sql, string job, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "update tracks set status = 'analysing', error = null where id in (select subject from jobs where id = @job and kind = 'analysis') and status = 'unusable'",
            new { job },
            cancellationToken);
        await sql.ExecuteAsync("update mashups set status = 'queued', error = null where job_id = @job and status in ('failed', 'cancelled')", new { job }, cancellationToken);
    }

    private static async Task EndAsync(ISql sql, string job, string status, string? error, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            $"update tracks set status = 'unusable', error = @error where {Tracks}", new { job, error = error ?? "The analysis was cancelled." }, cancellationToken);

        // What was rendered before an edit that failed can still be heard.
        await sql.ExecuteAsync(
            $"update mashups set status = case when revision > 0 then 'ready' else @status end, error = @error where {Mashups}",
            new { job, status, error },
            cancellationToken);
    }
}
