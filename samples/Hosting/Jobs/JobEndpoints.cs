using System.Security.Claims;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Work;

namespace Mashup.Hosting.Jobs;

/// <summary><c>/jobs</c>: the queue, as its owner sees it.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").RequireAuthorization().WithTags("jobs");
        jobs.MapGet("", ListAsync).WithSummary("Jobs, newest first");
        jobs.MapGet("/{id}", FindAsync).WithSummary("A job");
        jobs.MapGet("/{id}/events", WatchAsync).WithSummary("A job at every change, as server-sent events");
        jobs.MapGet("/{id}/plan", PlanAsync).WithSummary("What a planning job found");
        jobs.MapPut("/{id}/position", MoveAsync).WithSummary("Move a waiting job among my own").ProducesProblem(409);
        jobs.MapDelete("/{id}", CancelAsync).WithSummary("Cancel a job");
        jobs.MapPost("/{id}/retry", RetryAsync).WithSummary("Queue a failed job again");
    }

    private static async Task<Page<JobAnswer>> ListAsync(
        ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, string? status, string? kind, int? limit, string? after, CancellationToken cancellationToken)
    {
        var rows = await ledger.ListAsync(user.RequiredId(), status, kind, after, Page<JobAnswer>.RowsFor(limit), cancellationToken);
        var page = Page<Job>.Of(rows, limit, j => j.Id, j => j);
        return new Page<JobAnswer>(await DescribeAsync(page.Items, forecast, cancellationToken), page.Next);
    }

    private static async Task<JobAnswer> FindAsync(string id, ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(ledger, user, id, cancellationToken);
        return JobAnswer.Of(job, await forecast.PlaceOfAsync(job, cancellationToken));
    }

    private static async Task<IResult> PlanAsync(string id, ClaimsPrincipal user, JobLedger ledger, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(ledger, user, id, cancellationToken);
        return job is { Kind: JobKind.Plan, Result: { } plan } ? Results.Content(plan, "application/json") : throw ApiProblem.NotFound("plan");
    }

    private static async Task<JobAnswer> CancelAsync(
        string id, ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, RunningJobs running, CancellationToken cancellationToken)
    {
        if (await ledger.CancelAsync(user.RequiredId(), id, cancellationToken))
        {
            running.Stop(id);
        }

        return await FindAsync(id, user, ledger, forecast, cancellationToken);
    }

    private static async Task<Page<JobAnswer>> MoveAsync(
        string id, JobMove move, ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(ledger, user, id, cancellationToken);
        if (move.Position is not >= 1)
        {
            throw ApiProblem.Invalid("position", "position is 1 for the next of your jobs, or more.");
        }

        var order = await ledger.MoveAsync(user.RequiredId(), id, move.Position.Value, cancellationToken)
            ?? throw ApiProblem.Conflict("not_queued", $"The job is {job.Status}; only one that waits can be moved.");
        forecast.LookAgain();
        return new Page<JobAnswer>(await DescribeAsync(order, forecast, cancellationToken), null);
    }

    private static async Task<IResult> RetryAsync(
        string id, ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, IWakeUp wakeUp, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(ledger, user, id, cancellationToken);
        if (!await ledger.RetryAsync(user.RequiredId(), id, cancellationToken))
        {
            throw ApiProblem.Conflict("not_failed", $"The job is {job.Status}; only a failed one can be tried again.");
        }

        await wakeUp.SignalAsync(cancellationToken);
        return Results.Accepted($"/api/v1/jobs/{id}", await FindAsync(id, user, ledger, forecast, cancellationToken));
    }

    private static async Task<IResult> WatchAsync(
        string id, HttpContext context, ClaimsPrincipal user, JobLedger ledger, QueueForecast forecast, JobFeed feed, HostingOptions options, CancellationToken cancellationToken)
    {
        var job = await RequireAsync(ledger, user, id, cancellationToken);
        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], out var seen);
        if (JobStatus.IsTerminal(job.Status) && seen >= job.Version)
        {
            // Tells a browser's EventSource to stop asking.
            return Results.NoContent();
        }

        return new JobEventStream(feed.WatchAsync(job, seen, cancellationToken), forecast, options.Jobs.EventHeartbeat);
    }

    private static async Task<IReadOnlyList<JobAnswer>> DescribeAsync(IEnumerable<Job> jobs, QueueForecast forecast, CancellationToken cancellationToken)
    {
        var answers = new List<JobAnswer>();
        foreach (var job in jobs)
        {
            answers.Add(JobAnswer.Of(job, await forecast.PlaceOfAsync(job, cancellationToken)));
        }

        return answers;
    }

    private static async Task<Job> RequireAsync(JobLedger ledger, ClaimsPrincipal user, string id, CancellationToken cancellationToken) =>
        await ledger.FindAsync(user.RequiredId(), id, cancellationToken) ?? throw ApiProblem.NotFound("job");

    private sealed record JobMove(int? Position);
}
