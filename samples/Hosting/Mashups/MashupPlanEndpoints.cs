using System.Security.Claims;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Mashups;

/// <summary>The timeline of a mashup: read it, edit it, have it rendered anew.</summary>
internal static class MashupPlanEndpoints
{
    private const int MostBytes = 4_000_000;

    public static void MapMashupPlans(this IEndpointRouteBuilder mashups)
    {
        mashups.MapGet("/{id}/plan", ReadAsync).WithSummary("The plan: mashup.plan/1");
        mashups.MapPut("/{id}/plan", EditAsync).WithSummary("Render an edited plan").Accepts<MashupPlan>("application/json")
            .Produces<GenerateAnswer>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(string id, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, CancellationToken cancellationToken) =>
        Results.Content(await PlanOfAsync(await mashups.RequireAsync(user, id, cancellationToken), blobs, cancellationToken), "application/json");

    private static async Task<IResult> EditAsync(
        string id, HttpRequest request, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, Generation generation, CancellationToken cancellationToken)
    {
        var mashup = await mashups.RequireAsync(user, id, cancellationToken);
        var original = PlanDocument.Read(await PlanOfAsync(mashup, blobs, cancellationToken));
        if (request.ContentLength > MostBytes)
        {
            throw ApiProblem.Limit(StatusCodes.Status413PayloadTooLarge, "too_large", "The plan is larger than any plan.", MostBytes);
        }

        using var reader = new StreamReader(request.Body);
        var plan = EditedPlan.Read(await reader.ReadToEndAsync(cancellationToken), original);
        var answer = await generation.QueueRenderAsync(mashup, PlanDocument.Write(plan), cancellationToken);
        return Results.Accepted($"/api/v1/jobs/{answer.JobId}", answer);
    }

    private static async Task<string> PlanOfAsync(MashupRow mashup, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var content = mashup.Revision == 0 ? null : await blobs.OpenAsync(BlobKey.Revision(mashup.UserId, mashup.Id, mashup.Revision) + "plan.json", cancellationToken);
        if (content is null)
        {
            throw ApiProblem.Conflict("not_ready", $"The mashup is {mashup.Status}; its plan can be read when it is ready.");
        }

        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
