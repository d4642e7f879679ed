using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

/// <summary>Follows jobs for those who watch them: one query for all watchers, whichever process changes the jobs.</summary>
internal sealed partial class JobFeed(JobLedger ledger, TimeProvider time, ILogger<JobFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    // Clocks of different hosts differ a little; a change seen twice is recognised by its version.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Channel<Job>, string> _watchers = new();

    /// <summary>A job now and at every change, until it has ended. The stream also ends when this host stops.</summary>
    /// <param name="job">The job as the caller found it.</param>
    /// <param name="after">Version that the watcher has already seen.</param>
    /// <param name="cancellationToken">The watcher has gone.</param>
    public async IAsyncEnumerable<Job> WatchAsync(Job job, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<Job>();
        _watchers[channel] = job.Id;
        try
        {
            // Read once more now that nothing can be missed.
            channel.Writer.TryWrite(await ledger.FindAsync(job.UserId, job.Id, cancellationToken) ?? job);
            var seen = after;
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (change.Version > seen)
                {
                    seen = change.Version;
                    yield return change;
                }

                if (JobStatus.IsTerminal(change.Status))
                {
                    yield break;
                }
            }
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var since = time.Milliseconds();
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.Milliseconds();
                if (_watchers.IsEmpty || await TryReadAsync(since - (long)Overlap.TotalMilliseconds, stoppingToken))
                {
                    since = now;
                }
            }
        }
        finally
        {
            foreach (var watcher in _watchers.Keys)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    private async Task<bool> TryReadAsync(long since, CancellationToken cancellationToken)
    {
        try
        {
            var changes = (await ledger.ChangedSinceAsync(since, cancellationToken)).ToDictionary(j => j.Id);
            foreach (var (watcher, id) in _watchers)
            {
                if (changes.TryGetValue(id, out var job))
                {
                    watcher.Writer.TryWrite(job);
                }
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes of jobs cannot be read now: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
