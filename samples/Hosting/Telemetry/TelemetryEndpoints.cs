using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary><c>/admin/telemetry</c> and <c>/admin/events</c>: what the service did, for those who run it. <c>format=csv</c>, or an Accept header that asks for it, gives tables.</summary>
internal static class TelemetryEndpoints
{
    private const int MostEvents = 10_000;
    private static readonly string[] BucketColumns = ["at", "generations", "successRate", "p50Seconds", "p95Seconds", "downloads", "ratings", "meanStars", "activeUsers", "cost"];

    private static readonly string[] EventColumns =
    [
        "id", "at", "kind", "userId", "subject", "outcome", "stageSeconds", "settings", "seconds", "queuedSeconds", "cpuSeconds", "gpuSeconds", "cost", "bytes", "stars",
    ];

    public static void MapTelemetry(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/telemetry", TelemetryAsync).WithSummary("Aggregates").Produces<TelemetryAnswer>();
        admin.MapGet("/events", EventsAsync).WithSummary("One record per attempt, download and rating").Produces<Page<EventAnswer>>();
    }

    private static async Task<IResult> TelemetryAsync(
        HttpRequest request, DateTime? from, DateTime? to, string? bucket, string? format, TelemetryReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = (to ?? time.GetUtcNow().UtcDateTime).ToUniversalTime();
        var start = (from ?? end.AddDays(-30)).ToUniversalTime();
        var answer = await report.ReadAsync(start, end, LengthOf(bucket), cancellationToken);
        return !Tables.AreWanted(request, format) ? Results.Json(answer) : Tables.Answer(
            "telemetry.csv",
            BucketColumns,
            answer.Buckets.Select(b => (object?[])
                [b.At, b.Generations, b.SuccessRate, b.GenerationSeconds["total"].P50, b.GenerationSeconds["total"].P95, b.Downloads, b.Ratings, b.MeanStars, b.ActiveUsers, b.Cost]));
    }

    private static async Task<IResult> EventsAsync(
        HttpRequest request, DateTime? from, DateTime? to, string? format, TelemetryReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = (to ?? time.GetUtcNow().UtcDateTime.AddSeconds(1)).ToUniversalTime();
        var start = (from ?? end.AddDays(-30)).ToUniversalTime();
        var rows = await report.EventsAsync(Milliseconds(start), Milliseconds(end), MostEvents, cancellationToken);
        var events = rows.Select(EventAnswer.Of).ToArray();
        return !Tables.AreWanted(request, format) ? Results.Json(new Page<EventAnswer>(events, null)) : Tables.Answer(
            "events.csv",
            EventColumns,
            events.Select(e => (object?[])
            [
                e.Id, e.At, e.Kind, e.UserId, e.Subject, e.Outcome, e.StageSeconds?.ToString(), e.Settings?.ToString(), e.Seconds, e.QueuedSeconds, e.CpuSeconds, e.GpuSeconds,
                e.Cost, e.Bytes, e.Stars,
            ]));
    }

    private static TimeSpan LengthOf(string? bucket) => bucket switch
    {
        null or "day" or "1d" => TimeSpan.FromDays(1),
        "hour" or "1h" => TimeSpan.FromHours(1),
        "week" or "7d" => TimeSpan.FromDays(7),
        _ => throw ApiProblem.Invalid("bucket", "bucket is hour, day or week."),
    };

    private static long Milliseconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeMilliseconds();
}
