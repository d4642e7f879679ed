using System.Security.Claims;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary><c>/me/sessions</c>: where the user is signed in.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder me)
    {
        me.MapGet("/sessions", ListAsync).WithSummary("Where I am signed in");
        me.MapDelete("/sessions/{id}", EndAsync).WithSummary("End a session").Produces(StatusCodes.Status204NoContent);
        me.MapDelete("/sessions", EndOthersAsync).WithSummary("End every session but this one").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Only who holds a session that was not ended is signed in.</summary>
    public static IApplicationBuilder UseSessions(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Id() is { } user
            && !await context.RequestServices.GetRequiredService<Sessions>().HoldsAsync(user, context.User.SessionId(), context.RequestAborted))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next();
    });

    private static async Task<Page<SessionAnswer>> ListAsync(ClaimsPrincipal user, Sessions sessions, CancellationToken cancellationToken) =>
        new([.. (await sessions.ListAsync(user.RequiredId(), cancellationToken)).Select(s => SessionAnswer.Of(s, user.SessionId()))], null);

    private static async Task<IResult> EndAsync(string id, ClaimsPrincipal user, Sessions sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(user.RequiredId(), id, cancellationToken) ? Results.NoContent() : throw ApiProblem.NotFound("session");

    private static async Task<IResult> EndOthersAsync(ClaimsPrincipal user, Sessions sessions, Database database, CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(database, user.RequiredId(), user.SessionId(), cancellationToken);
        return Results.NoContent();
    }
}
