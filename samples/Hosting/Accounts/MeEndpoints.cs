using System.Security.Claims;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Mashup.Hosting.Accounts;

/// <summary><c>/me</c>: the signed-in user's own account; <c>/auth</c>: Identity's endpoints and signing out.</summary>
internal static class MeEndpoints
{
    private const int LongestName = 100;

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("account").WithAudit();
        auth.MapIdentityApi<Account>();
        auth.MapPost("/logout", LogOutAsync).RequireAuthorization().WithSummary("End this session");

        var me = api.MapGroup("/me").RequireAuthorization().WithTags("account").WithAudit();
        me.MapGet("", ReadAsync).WithSummary("Who I am");
        me.MapPut("", ChangeAsync).WithSummary("Change my name");
        me.MapDelete("", DeleteAsync).WithSummary("Delete my account and everything in it").Produces(StatusCodes.Status204NoContent);
        me.MapSessions();
        me.MapGet("/export", ExportAsync).WithSummary("Everything of mine, as a ZIP file");
        me.MapGet("/usage", UsageAsync).WithSummary("What I use of my quota");
    }

    private static async Task LogOutAsync(ClaimsPrincipal user, SignInManager<Account> signIn, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(user.RequiredId(), user.SessionId() ?? "", cancellationToken);
        await signIn.SignOutAsync();
    }

    private static async Task<MeAnswer> ReadAsync(ClaimsPrincipal user, AccountStore accounts, CancellationToken cancellationToken) =>
        MeAnswer.Of(await RequireAsync(accounts, user, cancellationToken));

    private static async Task<MeAnswer> ChangeAsync(MeChange change, ClaimsPrincipal user, AccountStore accounts, UserManager<Account> users, CancellationToken cancellationToken)
    {
        var account = await RequireAsync(accounts, user, cancellationToken);
        if (change.UserName is { } name && name != account.UserName)
        {
            if (name.Length is 0 or > LongestName)
            {
                throw ApiProblem.Invalid("userName", $"A name has 1 to {LongestName} characters.");
            }

            var result = await users.SetUserNameAsync(account, name);
            if (!result.Succeeded)
            {
                throw ApiProblem.Invalid("userName", string.Join(' ', result.Errors.Select(e => e.Description)));
            }
        }

        return MeAnswer.Of(account);
    }

    private static async Task<IResult> DeleteAsync(
        [FromBody] Farewell farewell, ClaimsPrincipal user, AccountStore accounts, UserManager<Account> users, SignInManager<Account> signIn, Erasure erasure, HttpContext context,
        CancellationToken cancellationToken)
    {
        var account = await RequireAsync(accounts, user, cancellationToken);

        // Counts as a failed sign-in, so that a stolen session cannot try passwords either.
        if (!(await signIn.CheckPasswordSignInAsync(account, farewell.Password ?? "", lockoutOnFailure: true)).Succeeded)
        {
            throw new ApiProblem(StatusCodes.Status400BadRequest, "wrong_password", "The password is wrong; nothing was deleted.");
        }

        await erasure.EraseAsync(account.Id);
        context.Response.Cookies.Delete("mashup.session");
        return Results.NoContent();
    }

    private static async Task<IResult> ExportAsync(ClaimsPrincipal user, AccountStore accounts, Export export, CancellationToken cancellationToken)
    {
        var account = await RequireAsync(accounts, user, cancellationToken);
        return Results.File(await export.MakeAsync(account, cancellationToken), "application/zip", "mashup-export.zip");
    }

    private static Task<UsageAnswer> UsageAsync(ClaimsPrincipal user, Quota quota, Database database, CancellationToken cancellationToken) =>
        quota.UsageAsync(database, user.RequiredId(), cancellationToken);

    private static async Task<Account> RequireAsync(AccountStore accounts, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await accounts.FindByIdAsync(user.RequiredId(), cancellationToken)
            ?? throw new ApiProblem(StatusCodes.Status401Unauthorized, "unauthorized", "The account was deleted.");

    private sealed record MeChange(string? UserName);

    private sealed record Farewell(string? Password);
}
