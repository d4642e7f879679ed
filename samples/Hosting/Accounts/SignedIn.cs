using System.Security.Claims;
using Mashup.Hosting.Http;

namespace Mashup.Hosting.Accounts;

/// <summary>Who asks.</summary>
internal static class SignedIn
{
    /// <summary>The account's id, or <see langword="null"/> where nobody is signed in.</summary>
    public static string? Id(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The session's id, or <see langword="null"/> where nobody is signed in.</summary>
    public static string? SessionId(this ClaimsPrincipal user) => user.FindFirstValue(Sessions.ClaimType);

    /// <summary>The account's id, behind an endpoint that requires one.</summary>
    public static string RequiredId(this ClaimsPrincipal user) =>
        user.Id() ?? throw new ApiProblem(StatusCodes.Status401Unauthorized, "unauthorized", "Sign in first.");
}
