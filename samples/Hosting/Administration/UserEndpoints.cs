using System.Security.Claims;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary><c>/admin/users</c>: who has an account, and what they may do.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/users", ListAsync).WithSummary("Accounts, newest first");
        admin.MapGet("/users/{id}", FindAsync).WithSummary("An account");
        admin.MapPut("/users/{id}", ChangeAsync).WithSummary("Change an account's role, lock or unlock it").ProducesProblem(409);
    }

    private static async Task<Page<UserAnswer>> ListAsync(
        string? q, int? limit, string? after, UserDirectory users, TimeProvider time, CancellationToken cancellationToken) => Page<UserAnswer>.Of(
        await users.ListAsync(q, after, Page<UserAnswer>.RowsFor(limit), cancellationToken), limit, u => u.Id, u => UserAnswer.Of(u, time.Milliseconds()));

    private static async Task<UserAnswer> FindAsync(string id, UserDirectory users, TimeProvider time, CancellationToken cancellationToken) =>
        UserAnswer.Of(await users.FindAsync(id, cancellationToken) ?? throw ApiProblem.NotFound("account"), time.Milliseconds());

    private static async Task<UserAnswer> ChangeAsync(
        string id, UserChange change, ClaimsPrincipal user, UserDirectory users, TimeProvider time, CancellationToken cancellationToken)
    {
        if (id == user.RequiredId())
        {
            // So that somebody always administers.
            throw ApiProblem.Conflict("own_account", "Another administrator can change your account; you cannot.");
        }

        return await users.ChangeAsync(id, change.Validated(), cancellationToken) ? await FindAsync(id, users, time, cancellationToken) : throw ApiProblem.NotFound("account");
    }
}
