using Microsoft.AspNetCore.Identity;

namespace Mashup.Hosting.Accounts;

// Identity reads and sets one field at a time, and then updates the row.
internal sealed partial class AccountStore
{
    Task<string> IUserStore<Account>.GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    Task<string?> IUserStore<Account>.GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    Task IUserStore<Account>.SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName ?? "");

    Task<string?> IUserStore<Account>.GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedUserName);

    Task IUserStore<Account>.SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedUserName = normalizedName ?? "");

    Task<string?> IUserPasswordStore<Account>.GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    Task<bool> IUserPasswordStore<Account>.HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    Task IUserPasswordStore<Account>.SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    Task<string?> IUserEmailStore<Account>.GetEmailAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    Task IUserEmailStore<Account>.SetEmailAsync(Account user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email ?? "");

    Task<bool> IUserEmailStore<Account>.GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.EmailConfirmed);

    Task IUserEmailStore<Account>.SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) =>
        Set(() => user.EmailConfirmed = confirmed);

    Task<string?> IUserEmailStore<Account>.GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    Task IUserEmailStore<Account>.SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedEmail = normalizedEmail ?? "");

    Task<string?> IUserSecurityStampStore<Account>.GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    Task IUserSecurityStampStore<Account>.SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Set(() => user.SecurityStamp = stamp);

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
