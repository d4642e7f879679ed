using System.Security.Claims;
using System.Text.Json;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Telemetry;
using Mashup.Hosting.Work;

namespace Mashup.Hosting.Mashups;

/// <summary><c>/mashups</c>: making them, and the history of those made.</summary>
internal static class MashupEndpoints
{
    private const int LongestComment = 2000;
    private const int LongestTitle = 200;
    private static readonly TimeSpan PlanPatience = TimeSpan.FromSeconds(25);

    public static void MapMashups(this IEndpointRouteBuilder api)
    {
        api.MapPost("/mashups:plan", PlanAsync).RequireAuthorization().WithTags("mashups").WithSummary("Plan without making")
            .Produces<JsonElement>().Produces<JobAnswer>(StatusCodes.Status202Accepted);
        var mashups = api.MapGroup("/mashups").RequireAuthorization().WithTags("mashups");
        mashups.MapPost("", GenerateAsync).WithSummary("Make mashups").Produces<GenerateAnswer>(StatusCodes.Status202Accepted);
        mashups.MapGet("", ListAsync).WithSummary("History, newest first");
        mashups.MapGet("/{id}", FindAsync).WithSummary("A mashup");
        mashups.MapPatch("/{id}", RenameAsync).WithSummary("Rename a mashup");
        mashups.MapDelete("/{id}", DeleteAsync).WithSummary("Delete a mashup and its files").Produces(StatusCodes.Status204NoContent);
        mashups.MapPut("/{id}/rating", RateAsync).WithSummary("Rate a mashup");
        mashups.MapMashupFiles();
        mashups.MapMashupPlans();
        mashups.MapMashupStems();
    }

    private static async Task<IResult> GenerateAsync(GenerateRequest request, ClaimsPrincipal user, Generation generation, CancellationToken cancellationToken)
    {
        var answer = await generation.QueueAsync(user.RequiredId(), request.Validated(), cancellationToken);
        return Results.Accepted($"/api/v1/jobs/{answer.JobId}", answer);
    }

    private static async Task<IResult> PlanAsync(
        GenerateRequest request, ClaimsPrincipal user, Generation generation, JobLedger ledger, JobFeed feed, QueueForecast forecast, CancellationToken cancellationToken)
    {
        var id = await generation.QueuePlanAsync(user.RequiredId(), request.Validated(), cancellationToken);
        var job = (await ledger.FindAsync(user.RequiredId(), id, cancellationToken))!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PlanPatience);
        try
        {
            await foreach (var change in feed.WatchAsync(job, 0, patience.Token))
            {
                job = change;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It takes longer than a client should wait; the job goes on.
        }

        return job switch
        {
            { Status: JobStatus.Succeeded, Result: { } plans } => Results.Content(plans, "application/json"),
            { Status: JobStatus.Failed, Problem: { } problem } => throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, problem.Code, problem.Detail),
            _ => Results.Accepted($"/api/v1/jobs/{id}", JobAnswer.Of(job, await forecast.PlaceOfAsync(job, cancellationToken))),
        };
    }

    private static async Task<Page<MashupAnswer>> ListAsync(
        ClaimsPrincipal user, MashupStore mashups, string? status, string? q, int? limit, string? after, CancellationToken cancellationToken) =>
        Page<MashupAnswer>.Of(
            await mashups.ListAsync(user.RequiredId(), status, q, after, Page<MashupAnswer>.RowsFor(limit), cancellationToken), limit, m => m.Id, MashupAnswer.Of);

    private static async Task<MashupAnswer> FindAsync(string id, ClaimsPrincipal user, MashupStore mashups, CancellationToken cancellationToken) =>
        MashupAnswer.Of(await mashups.RequireAsync(user, id, cancellationToken));

    private static async Task<IResult> DeleteAsync(
        string id, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, RunningJobs running, CancellationToken cancellationToken)
    {
        var job = await mashups.DeleteAsync(user.RequiredId(), id, cancellationToken) ?? throw ApiProblem.NotFound("mashup");
        running.Stop(job);
        running.StopFor(id);
        await blobs.DeleteAsync(BlobKey.Mashup(user.RequiredId(), id), CancellationToken.None);
        return Results.NoContent();
    }

    private static async Task<MashupAnswer> RenameAsync(
        string id, MashupChange change, ClaimsPrincipal user, MashupStore mashups, CancellationToken cancellationToken)
    {
        // Another's is not there, whatever is asked of it.
        await mashups.RequireAsync(user, id, cancellationToken);
        var title = change.Title?.Trim() ?? "";
        if (title.Length is 0 or > LongestTitle || title.Any(char.IsControl))
        {
            throw ApiProblem.Invalid("title", $"A title has 1 to {LongestTitle} characters in one line.");
        }

        return await mashups.RenameAsync(user.RequiredId(), id, title, cancellationToken)
            ? await FindAsync(id, user, mashups, cancellationToken)
            : throw ApiProblem.NotFound("mashup");
    }

    private static async Task<MashupAnswer> RateAsync(
        string id, RatingAnswer rating, ClaimsPrincipal user, MashupStore mashups, EventJournal events, CancellationToken cancellationToken)
    {
        if (rating.Stars is < 1 or > 5)
        {
            throw ApiProblem.Invalid("stars", "stars is from 1 to 5.");
        }

        if (rating.Comment?.Length > LongestComment)
        {
            throw ApiProblem.Invalid("comment", $"A comment has {LongestComment} characters at most.");
        }

        if (!await mashups.RateAsync(user.RequiredId(), id, rating, cancellationToken))
        {
            throw ApiProblem.NotFound("mashup");
        }

        await events.RatedAsync(user.RequiredId(), id, rating.Stars, cancellationToken);
        return await FindAsync(id, user, mashups, cancellationToken);
    }

    /// <summary>A mashup of the signed-in user.</summary>
    public static async Task<MashupRow> RequireAsync(this MashupStore mashups, ClaimsPrincipal user, string id, CancellationToken cancellationToken) =>
        await mashups.FindAsync(user.RequiredId(), id, cancellationToken) ?? throw ApiProblem.NotFound("mashup");

    private sealed record MashupChange(string? Title);
}
