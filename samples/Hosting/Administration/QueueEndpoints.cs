using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Work;

namespace Mashup.Hosting.Administration;

/// <summary><c>/admin/jobs</c> and <c>/admin/workers</c>: the queue of all users, live.</summary>
internal static class QueueEndpoints
{
    private static readonly string[] Statuses =
        ["active", "all", JobStatus.Queued, JobStatus.Running, JobStatus.Succeeded, JobStatus.Failed, JobStatus.Cancelled];

    public static void MapQueue(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/jobs", ListAsync).WithSummary("Jobs of all users, newest first: active, all, or of one status");
        admin.MapDelete("/jobs/{id}", CancelAsync).WithSummary("Cancel anybody's job").Produces(StatusCodes.Status204NoContent);
        admin.MapPost("/jobs/{id}/retry", RetryAsync).WithSummary("Queue anybody's failed job again").Produces(StatusCodes.Status204NoContent).ProducesProblem(409);
        admin.MapGet("/workers", WorkersAsync).WithSummary("Processes that run jobs");
    }

    private static async Task<Page<QueuedJobAnswer>> ListAsync(string? status, int? limit, string? after, LiveQueue queue, CancellationToken cancellationToken)
    {
        var wanted = status ?? "active";
        return Statuses.Contains(wanted)
            ? Page<QueuedJobAnswer>.Of(
                await queue.ListAsync(wanted, after, Page<QueuedJobAnswer>.RowsFor(limit), cancellationToken), limit, q => q.Job.Id, q => q)
            : throw ApiProblem.Invalid("status", $"status is one of {string.Join(", ", Statuses)}.");
    }

    private static async Task<IResult> CancelAsync(string id, LiveQueue queue, JobLedger ledger, RunningJobs running, CancellationToken cancellationToken)
    {
        var owner = await queue.OwnerOfAsync(id, cancellationToken) ?? throw ApiProblem.NotFound("job");
        if (await ledger.CancelAsync(owner, id, cancellationToken))
        {
            running.Stop(id);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> RetryAsync(string id, LiveQueue queue, JobLedger ledger, IWakeUp wakeUp, CancellationToken cancellationToken)
    {
        var owner = await queue.OwnerOfAsync(id, cancellationToken) ?? throw ApiProblem.NotFound("job");
        if (!await ledger.RetryAsync(owner, id, cancellationToken))
        {
            throw ApiProblem.Conflict("not_failed", "Only a failed job can be tried again.");
        }

        await wakeUp.SignalAsync(cancellationToken);
        return Results.NoContent();
    }

    private static async Task<Page<WorkerAnswer>> WorkersAsync(LiveQueue queue, CancellationToken cancellationToken) => new(await queue.WorkersAsync(cancellationToken), null);
}
