using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Mashup.Hosting.Accounts;

/// <summary>Begins a session with every sign-in, and goes on with it where a token or cookie is renewed.</summary>
/// <remarks>Sessions take the place of the security stamp: that changes with a name as well, which is no reason to sign anybody out.</remarks>
internal sealed class SessionSignIn(
    UserManager<Account> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    Sessions sessions) : SignInManager<Account>(users, context, claims, options, logger, schemes, confirmation)
{
    private string? _renewed;

    /// <inheritdoc/>
    public override async Task<ClaimsPrincipal> CreateUserPrincipalAsync(Account user)
    {
        var principal = await base.CreateUserPrincipalAsync(user);
        var kind = AuthenticationScheme == IdentityConstants.BearerScheme ? "token" : "cookie";
        var session = _renewed ?? await sessions.BeginAsync(user.Id, kind, Context.Request.Headers.UserAgent.ToString(), Context.RequestAborted);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(Sessions.ClaimType, session));
        return principal;
    }

    /// <inheritdoc/>
    public override async Task<Account?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (principal?.Id() is not { } user || !await sessions.HoldsAsync(user, principal.SessionId(), Context.RequestAborted))
        {
            return null;
        }

        _renewed = principal.SessionId();
        return await UserManager.FindByIdAsync(user);
    }
}
