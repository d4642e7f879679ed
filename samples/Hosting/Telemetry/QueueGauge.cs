using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary>Keeps the metric of the queue's length up to date.</summary>
internal sealed class QueueGauge(Database database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private long _depth;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ServiceDiagnostics.ObserveQueue(() => Interlocked.Read(ref _depth));
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Interlocked.Exchange(ref _depth, await database.FirstAsync<long>("select count(*) from jobs where status = 'queued'", null, stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The gauge keeps its last value until the database is back.
            }
        }
    }
}
