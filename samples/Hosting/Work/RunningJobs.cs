using System.Collections.Concurrent;
using Mashup.Hosting.Jobs;

namespace Mashup.Hosting.Work;

/// <summary>The jobs that run in this process, to stop them at once; those of other processes stop at their next heartbeat.</summary>
internal sealed class RunningJobs
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, (Job Job, CancellationTokenSource Stop)> _running = new();

    public int Count => _running.Count;

    public void Add(Job job, CancellationTokenSource stop) => _running[job.Id] = (job, stop);

    public void Remove(Job job) => _running.TryRemove(job.Id, out _);

    public void Stop(string jobId)
    {
        if (_running.TryGetValue(jobId, out var running))
        {
            StopQuietly(running.Stop);
        }
    }

    /// <summary>Stops what works on a track or mashup.</summary>
    public void StopFor(string subject)
    {
        foreach (var (job, stop) in _running.Values)
        {
            if (job.Subject == subject)
            {
                StopQuietly(stop);
            }
        }
    }

    /// <summary>Stops what runs for a user, and waits until it has stopped writing.</summary>
    public async Task StopForUserAsync(string userId)
    {
        StopForUser(userId);
        for (var wait = TimeSpan.Zero; wait < LongestStop && _running.Values.Any(r => r.Job.UserId == userId); wait += Look)
        {
            await Task.Delay(Look);
        }
    }

    private void StopForUser(string userId)
    {
        foreach (var (job, stop) in _running.Values)
        {
            if (job.UserId == userId)
            {
                StopQuietly(stop);
            }
        }
    }

    private static void StopQuietly(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
