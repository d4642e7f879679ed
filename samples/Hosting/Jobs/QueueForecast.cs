using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

/// <summary>Says how long jobs will wait: their place in the fair order, and how long such jobs took lately. Looks once a second at most.</summary>
internal sealed class QueueForecast(Database database, TimeProvider time, HostingOptions options) : IDisposable
{
    private const double UnknownSeconds = 30;
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile Forecast _forecast = new(long.MinValue, [], [], 1);

    /// <summary>The place of a job that waits or runs; <see langword="null"/> once it has ended.</summary>
    public async Task<QueuePlace?> PlaceOfAsync(Job job, CancellationToken cancellationToken)
    {
        if (JobStatus.IsTerminal(job.Status))
        {
            return null;
        }

        var forecast = await LookAsync(cancellationToken);
        var usual = forecast.Seconds.GetValueOrDefault(job.Kind, UnknownSeconds);
        var left = Math.Max(1, usual * (1 - job.Progress));
        if (job.Status == JobStatus.Running)
        {
            return new QueuePlace(0, Math.Round(left, 1));
        }

        // Queued after the last look: behind everybody.
        var position = forecast.Positions.TryGetValue(job.Id, out var place) ? place : forecast.Positions.Count + 1;
        return new QueuePlace(position, Math.Round(usual + (position - 1) * usual / forecast.Slots, 1));
    }

    /// <summary>Looks anew at the next question: the order was changed.</summary>
    public void LookAgain() => _forecast = _forecast with { At = long.MinValue };

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    private async Task<Forecast> LookAsync(CancellationToken cancellationToken)
    {
        if (IsGood(_forecast))
        {
            return _forecast;
        }

        await _looking.WaitAsync(cancellationToken);
        try
        {
            return IsGood(_forecast) ? _forecast : _forecast = await ReadAsync(cancellationToken);
        }
        finally
        {
            _looking.Release();
        }
    }

    private bool IsGood(Forecast forecast) => forecast.At > time.Milliseconds() - (long)GoodFor.TotalMilliseconds;

    private async Task<Forecast> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.Milliseconds();
        var queued = await database.QueryAsync<string>(
            """
            select id from (
                select id, created_at, row_number() over (partition by user_id order by priority desc, turn, id) as place
                from jobs where status = 'queued') q
            order by place, created_at, id
            """,
            null,
            cancellationToken);
        var lasted = await database.QueryAsync<(string Kind, double Seconds)>(
            """
            select kind, cast(avg(ended_at - started_at) as double precision) / 1000 as seconds
            from (select kind, ended_at, started_at from jobs where status = 'succeeded' order by ended_at desc limit 50) s
            group by kind
            """,
            null,
            cancellationToken);
        var slots = await database.FirstAsync<int>(
            "select coalesce(sum(slots), 0) from workers where seen_at > @alive", new { alive = now - (long)options.Jobs.Lease.TotalMilliseconds }, cancellationToken);
        return new Forecast(now, queued.Index().ToDictionary(q => q.Item, q => q.Index + 1), lasted.ToDictionary(l => l.Kind, l => l.Seconds), Math.Max(1, slots));
    }

    private sealed record Forecast(long At, Dictionary<string, int> Positions, Dictionary<string, double> Seconds, int Slots);
}
