using System.Diagnostics;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Telemetry;

namespace Mashup.Hosting.Work;

/// <summary>Runs one attempt of a job: keeps its lease alive beside the work, and writes into the ledger how it ended.</summary>
internal sealed partial class JobAttempt(
    JobLedger ledger,
    Database database,
    IBlobStore blobs,
    Workspace workspace,
    RunningJobs running,
    IEnumerable<IJobHandler> handlers,
    EventJournal events,
    CostMeter meter,
    TimeProvider time,
    HostingOptions options,
    ILogger<JobAttempt> logger)
{
    /// <summary>Runs a job that this worker leased.</summary>
    /// <param name="job">The job.</param>
    /// <param name="stopping">The host stops and waits no longer.</param>
    public async Task RunAsync(Job job, CancellationToken stopping)
    {
        using var activity = ServiceDiagnostics.StartJob(job);
        using var lost = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost.Token, stopping);
        using var ended = new CancellationTokenSource();
        var folder = workspace.MakeFolder(FormattableString.Invariant($"{job.Id}-{job.Attempts}"));
        var context = new JobContext(job, folder, new JobProgress(time), [], stop.Token);
        running.Add(job, lost);
        var cost = meter.Start();
        var heart = BeatAsync(context, lost, ended.Token);
        var outcome = "lost";
        try
        {
            var handler = handlers.Single(h => h.Kind == job.Kind);
            var result = await handler.RunAsync(context);
            await StopBeatingAsync();
            outcome = await PersistAsync(() => ledger.CompleteAsync(job, result.Document, cost.Read(), result.Outcome, CancellationToken.None)) ? JobStatus.Succeeded : "lost";
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            LogLost(logger, job.Kind, job.Id);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await StopBeatingAsync();
            await ledger.HandBackAsync(job, CancellationToken.None);
            outcome = "handed_back";
        }
        catch (Exception e)
        {
            await StopBeatingAsync();
            var failure = JobFailure.Of(e);
            LogFailed(logger, e, job.Kind, job.Id, job.Attempts);
            activity?.SetStatus(ActivityStatusCode.Error, failure.Problem.Code);
            outcome = await PersistAsync(() => ledger.FailAsync(job, failure.Problem, failure.IsFinal, cost.Read(), CancellationToken.None)) ? JobStatus.Failed : "lost";
        }
        finally
        {
            await StopBeatingAsync();
            running.Remove(job);
            DeleteFolder(folder);
        }

        await FinishAsync(context, outcome, cost.Read());

        async Task StopBeatingAsync()
        {
            await ended.CancelAsync();
            await heart;
        }
    }

    private async Task BeatAsync(JobContext context, CancellationTokenSource lost, CancellationToken ended)
    {
        var beaten = time.GetTimestamp();
        (string?, double) told = default;
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(options.Jobs.Pace, time, ended).ContinueWith(_ => { }, TaskScheduler.Default);
            var since = time.GetElapsedTime(beaten);
            var current = context.Progress.Current;
            if (ended.IsCancellationRequested || (current == told && since < options.Jobs.Heartbeat))
            {
                continue;
            }

            try
            {
                if (!await ledger.RenewAsync(context.Job, current.Stage, current.Fraction, ended))
                {
                    await lost.CancelAsync();
                    return;
                }

                (beaten, told) = (time.GetTimestamp(), current);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away; the lease is ours for a while yet.
                LogUnrenewed(logger, context.Job.Id, e.Message);
                if (since > options.Jobs.Lease)
                {
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // A job's end must survive a database that restarts: the work is done, only its record is not. A record that was written although its answer got lost counts.
    private async Task<bool> PersistAsync(Func<Task<bool>> write)
    {
        var until = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write() || attempt > 1;
            }
            catch (Exception e) when (time.GetElapsedTime(until) < options.Jobs.Lease)
            {
                LogUnrenewed(logger, "end of job", e.Message);
                await Task.Delay(options.Jobs.Pace * attempt, time);
            }
        }
    }

    private async Task FinishAsync(JobContext context, string outcome, JobCost cost)
    {
        try
        {
            await events.AttemptedAsync(context.Job, outcome, context.Progress.StageSeconds(), cost, CancellationToken.None);
            if (outcome == "lost" && context.Unpublished.Count > 0)
            {
                await DiscardAsync(context);
            }
        }
        catch (Exception e)
        {
            LogUnrenewed(logger, context.Job.Id, e.Message);
        }
    }

    // Files of a job that nobody will take up again; a job that another worker has now writes the same files anew.
    private async Task DiscardAsync(JobContext context)
    {
        var status = await database.FirstAsync<string>("select status from jobs where id = @Id", new { context.Job.Id });
        if (status is null or JobStatus.Cancelled)
        {
            foreach (var prefix in context.Unpublished)
            {
                await blobs.DeleteAsync(prefix, CancellationToken.None);
            }
        }
    }

    private static void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A program that is being killed still writes; the folder goes when this process ends or the next one starts.
        }
    }

    [LoggerMessage(LogLevel.Information, "The {Kind} job {Job} is no longer ours: it was cancelled, or another worker has it.")]
    private static partial void LogLost(ILogger logger, string kind, string job);

    [LoggerMessage(LogLevel.Warning, "The {Kind} job {Job} failed at attempt {Attempt}.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string kind, string job, int attempt);

    [LoggerMessage(LogLevel.Warning, "The ledger cannot be written for {Job} now: {Reason}")]
    private static partial void LogUnrenewed(ILogger logger, string job, string reason);
}
