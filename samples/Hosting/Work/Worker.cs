using Mashup.Hosting.Jobs;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Work;

/// <summary>Takes jobs from the ledger and runs them, several at a time. Stopping lets them finish for a while, then hands them back.</summary>
internal sealed partial class Worker(
    JobLedger ledger, JobAttempt attempt, IWakeUp wakeUp, Workspace workspace, Database database, TimeProvider time, HostingOptions options, ILogger<Worker> logger)
    : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Workers < 1)
        {
            return;
        }

        using var patience = new CancellationTokenSource();
        await using var draining = stoppingToken.Register(() => patience.CancelAfter(options.Jobs.Drain));
        var started = time.Milliseconds();
        var presence = StayPresentAsync(started, stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(slot => WorkAsync($"{workspace.Name}/{slot}", patience.Token, stoppingToken)));
        await presence;
    }

    private async Task WorkAsync(string name, CancellationToken patience, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await ledger.ClaimAsync(name, stopping) is { } job)
                {
                    await attempt.RunAsync(job, patience);
                }
                else
                {
                    await wakeUp.WaitAsync(options.Jobs.Poll, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(logger, e);
                await Task.Delay(AfterFailure, time, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task StayPresentAsync(long started, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Jobs.Heartbeat, time);
        try
        {
            do
            {
                await TellAsync(started, stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            await database.ExecuteAsync("delete from workers where id = @Name", new { workspace.Name }, CancellationToken.None);
        }
    }

    private async Task TellAsync(long started, CancellationToken cancellationToken)
    {
        try
        {
            await database.ExecuteAsync(
                """
                insert into workers (id, host, slots, started_at, seen_at) values (@Name, @MachineName, @Workers, @started, @now)
                on conflict (id) do update set seen_at = @now
                """,
                new { workspace.Name, Environment.MachineName, options.Workers, started, now = time.Milliseconds() },
                cancellationToken);
            if (options.Jobs.LivenessFile is { } file)
            {
                await File.WriteAllTextAsync(file, "", cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The worker could not do what it does all the time, and tries again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
