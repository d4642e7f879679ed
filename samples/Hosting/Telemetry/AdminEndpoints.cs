using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary><c>/admin</c>: what the service did, for those who run it. <c>format=csv</c>, or an Accept header that asks for it, gives tables.</summary>
internal static class AdminEndpoints
{
    private const int MostEvents = 10_000;
    private static readonly string[] BucketColumns = ["at", "generations", "successRate", "p50Seconds", "p95Seconds", "downloads", "ratings", "meanStars", "activeUsers", "cost"];

    private static readonly string[] EventColumns =
    [
        "id", "at", "kind", "userId", "subject", "outcome", "stageSeconds", "settings", "seconds", "queuedSeconds", "cpuSeconds", "gpuSeconds", "cost", "bytes", "stars",
    ];

    public static void MapAdmin(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(Roles.Admin).WithTags("telemetry");
        admin.MapGet("/telemetry", TelemetryAsync).WithSummary("Aggregates").Produces<TelemetryAnswer>();
        admin.MapGet("/events", EventsAsync).WithSummary("One record per attempt, download and rating").Produces<Page<EventAnswer>>();
    }

    private static async Task<IResult> TelemetryAsync(
        HttpRequest request, DateTime? from, DateTime? to, string? bucket, string? format, TelemetryReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = (to ?? time.GetUtcNow().UtcDateTime).ToUniversalTime();
        var start = (from ?? end.AddDays(-30)).ToUniversalTime();
        var answer = await report.ReadAsync(start, end, LengthOf(bucket), cancellationToken);
        return !WantsCsv(request, format) ? Results.Json(answer) : Table(
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
        return !WantsCsv(request, format) ? Results.Json(new Page<EventAnswer>(events, null)) : Table(
            "events.csv",
            EventColumns,
            events.Select(e => (object?[])
            [
                e.Id, e.At, e.Kind, e.UserId, e.Subject, e.Outcome, e.StageSeconds?.ToString(), e.Settings?.ToString(), e.Seconds, e.QueuedSeconds, e.CpuSeconds, e.GpuSeconds,
                e.Cost, e.Bytes, e.Stars,
            ]));
    }

    private static IResult Table(string name, string[] columns, IEnumerable<object?[]> rows) =>
        Results.File(System.Text.Encoding.UTF8.GetBytes(Csv.Write(columns, rows)), "text/csv; charset=utf-8", name);

    private static bool WantsCsv(HttpRequest request, string? format) =>
        format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan LengthOf(string? bucket) => bucket switch
    {
        null or "day" or "1d" => TimeSpan.FromDays(1),
        "hour" or "1h" => TimeSpan.FromHours(1),
        "week" or "7d" => TimeSpan.FromDays(7),
        _ => throw ApiProblem.Invalid("bucket", "bucket is hour, day or week."),
    };

    private static long Milliseconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeMilliseconds();
}
