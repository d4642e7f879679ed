using System.Text.Json;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary>Sums up what the service did.</summary>
internal sealed class TelemetryReport(Database database, TimeProvider time)
{
    private const int MostBuckets = 2000;
    private const int RetentionDays = 30;
    private const string Generation = "attempt:" + JobKind.Mashup;

    public Task<IReadOnlyList<EventRow>> EventsAsync(long from, long to, int rows, CancellationToken cancellationToken) => database.QueryAsync<EventRow>(
        """
        select id, at, kind, user_id, subject, outcome, stage_seconds, settings, seconds, queued_seconds, cpu_seconds, gpu_seconds, cost, bytes, stars
        from events where at >= @from and at < @to order by at desc, id desc limit @rows
        """,
        new { from, to, rows },
        cancellationToken);

    public async Task<TelemetryAnswer> ReadAsync(DateTime from, DateTime to, TimeSpan bucket, CancellationToken cancellationToken)
    {
        if (to <= from || (to - from) / bucket > MostBuckets)
        {
            throw ApiProblem.Invalid("bucket", $"from is before to, with {MostBuckets} buckets between them at most.");
        }

        var (start, end) = (Milliseconds(from), Milliseconds(to));
        var events = await EventsAsync(start, end, int.MaxValue, cancellationToken);
        var step = (long)bucket.TotalMilliseconds;
        var byBucket = events.ToLookup(e => (e.At - start) / step);
        var buckets = Enumerable.Range(0, (int)Math.Ceiling((end - start) / (double)step)).Select(b => Sum(byBucket[b], Clock.ToUtc(start + b * step)));
        var active = await database.FirstAsync<int>(
            "select count(distinct user_id) from activity where day >= @first and day <= @last",
            new { first = ActiveDays.DayOf(start), last = ActiveDays.DayOf(end) },
            cancellationToken);
        return new TelemetryAnswer(from, to, Sum(events, from), [.. buckets], active, await RetentionAsync(cancellationToken));
    }

    // Of those who registered 30 days ago or earlier, the share that was here in the last 30 days.
    private async Task<double?> RetentionAsync(CancellationToken cancellationToken)
    {
        var now = time.Milliseconds();
        var counted = await database.FirstAsync<RetentionRow>(
            """
            select count(*) as old, coalesce(sum(case when exists (select 1 from activity a where a.user_id = u.id and a.day > @day) then 1 else 0 end), 0) as kept
            from users u where created_at <= @since
            """,
            new { day = ActiveDays.DayOf(now) - RetentionDays, since = now - (long)TimeSpan.FromDays(RetentionDays).TotalMilliseconds },
            cancellationToken);
        return counted is { Old: > 0 } ? Math.Round((double)counted.Kept / counted.Old, 4) : null;
    }

    private static TelemetryBucket Sum(IEnumerable<EventRow> events, DateTime at)
    {
        var all = events.ToArray();
        var generations = all.Where(e => e.Kind == Generation && e.Outcome is JobStatus.Succeeded or JobStatus.Failed).ToArray();
        var done = generations.Where(e => e.Outcome == JobStatus.Succeeded).ToArray();
        var stars = all.Where(e => e.Stars is not null).Select(e => (double)e.Stars!).ToArray();
        var stages = done.SelectMany(e => JsonSerializer.Deserialize<Dictionary<string, double>>(e.StageSeconds ?? "{}")!)
            .GroupBy(s => s.Key)
            .ToDictionary(g => g.Key, g => Percentiles.Of(g.Select(s => s.Value)));
        stages["total"] = Percentiles.Of(done.Select(e => e.Seconds));
        return new TelemetryBucket(
            at,
            done.Length,
            generations.Length > 0 ? Math.Round((double)done.Length / generations.Length, 4) : null,
            stages,
            all.Count(e => e.Kind == "download"),
            stars.Length,
            stars.Length > 0 ? Math.Round(stars.Average(), 2) : null,
            all.Where(e => e.UserId is not null).Select(e => e.UserId).Distinct().Count(),
            Math.Round(all.Sum(e => e.Cost), 6));
    }

    private static long Milliseconds(DateTime at) => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private sealed class RetentionRow
    {
        public long Old { get; init; }

        public long Kept { get; init; }
    }
}
