using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Mashup.Hosting.Accounts;

/// <summary>Adds the role to what a signed-in user carries.</summary>
internal sealed class AccountClaims(UserManager<Account> users, IOptions<IdentityOptions> identity) : UserClaimsPrincipalFactory<Account>(users, identity)
{
    /// <inheritdoc/>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var claims = await base.GenerateClaimsAsync(user);
        claims.AddClaim(new Claim(claims.RoleClaimType, user.Role));
        return claims;
    }
}
