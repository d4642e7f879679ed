using System.Text.Json;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Work;

namespace Mashup.Hosting.Jobs;

/// <summary>Queues again what dead workers left, and deletes what nobody needs any more. Any number of hosts may sweep.</summary>
internal sealed partial class JobSweeper(Database database, IWakeUp wakeUp, IBlobStore blobs, Engines engines, TimeProvider time, HostingOptions options, ILogger<JobSweeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan ReplaysKeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan WorkersKeptFor = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Jobs.Lease / 4, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away for a while; the next turn finds the same.
                LogFailed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.Milliseconds();
        var problem = JsonSerializer.Serialize(
            new JobProblem("Worker lost", "worker_lost", "The worker that ran this job died, more often than jobs are tried.", Retryable: true, null), JsonSerializerOptions.Web);
        var orphans = await database.TransactAsync(
            async sql =>
            {
                var failed = await sql.QueryAsync<string>(
                    """
                    update jobs set status = 'failed', error = @problem, worker = null, lease_until = null, ended_at = @now, updated_at = @now, version = version + 1
                    where status = 'running' and lease_until < @now and attempts >= @most returning id
                    """,
                    new { now, problem, most = options.Jobs.Attempts },
                    cancellationToken);
                foreach (var job in failed)
                {
                    await JobOutcome.FailedAsync(sql, job, "The worker that ran it died.", cancellationToken);
                }

                return await sql.ExecuteAsync(
                    """
                    update jobs set status = 'queued', worker = null, lease_until = null, run_after = @now, updated_at = @now, version = version + 1
                    where status = 'running' and lease_until < @now
                    """,
                    new { now },
                    cancellationToken);
            },
            cancellationToken);
        for (var i = 0; i < orphans; i++)
        {
            await wakeUp.SignalAsync(cancellationToken);
        }

        await database.ExecuteAsync("delete from idempotency where created_at < @old", new { old = now - (long)ReplaysKeptFor.TotalMilliseconds }, cancellationToken);
        await database.ExecuteAsync("delete from workers where seen_at < @old", new { old = now - (long)WorkersKeptFor.TotalMilliseconds }, cancellationToken);
        (blobs as DirectoryBlobStore)?.DeleteAbandoned();
        await engines.ForgetErasedAsync(cancellationToken);
        engines.Trim();
    }

    [LoggerMessage(LogLevel.Warning, "Sweeping failed and is tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
