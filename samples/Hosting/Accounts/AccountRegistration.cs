using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;

namespace Mashup.Hosting.Accounts;

/// <summary>Registers Identity over the table <c>users</c>, with cookies for the web app and bearer tokens for programs.</summary>
internal static class AccountRegistration
{
    private const int LeastPasswordLength = 8;

    public static IServiceCollection AddAccounts(this IServiceCollection services, HostingOptions options)
    {
        services.AddSingleton<AuditLog>().AddSingleton<Erasure>().AddSingleton<Export>().AddSingleton<ActiveDays>().AddSingleton<Sessions>();
        services.AddSingleton<AccountStore>().AddSingleton<IUserStore<Account>>(p => p.GetRequiredService<AccountStore>());
        services.AddSingleton<IEmailSender<Account>, FileMailSender>();
        services.AddIdentityApiEndpoints<Account>(o =>
        {
            o.User.RequireUniqueEmail = true;
            o.SignIn.RequireConfirmedEmail = options.Accounts.RequireConfirmedEmail;
            o.Password.RequiredLength = LeastPasswordLength;
            o.Lockout.MaxFailedAccessAttempts = options.Accounts.FailuresToLock;
            o.Lockout.DefaultLockoutTimeSpan = options.Accounts.LockedFor;
        }).AddClaimsPrincipalFactory<AccountClaims>().AddSignInManager<SessionSignIn>();
        services.Configure<BearerTokenOptions>(IdentityConstants.BearerScheme, o => o.BearerTokenExpiration = options.Accounts.TokenLifetime);
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "mashup.session";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
            o.SlidingExpiration = true;
            o.ExpireTimeSpan = TimeSpan.FromDays(7);
        });

        // A new role reaches a browser within this time.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        return services.AddAuthorizationBuilder().AddPolicy(Roles.Admin, p => p.RequireRole(Roles.Admin)).Services;
    }
}
