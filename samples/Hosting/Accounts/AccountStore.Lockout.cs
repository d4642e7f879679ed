using Microsoft.AspNetCore.Identity;

namespace Mashup.Hosting.Accounts;

// Lockout after failures, and the second factor.
internal sealed partial class AccountStore
{
    Task<DateTimeOffset?> IUserLockoutStore<Account>.GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(user.LockoutEnd is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null);

    Task IUserLockoutStore<Account>.SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockoutEnd = lockoutEnd?.ToUnixTimeMilliseconds());

    Task<int> IUserLockoutStore<Account>.IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    Task IUserLockoutStore<Account>.ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    Task<int> IUserLockoutStore<Account>.GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    Task<bool> IUserLockoutStore<Account>.GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    Task IUserLockoutStore<Account>.SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Set(() => user.LockoutEnabled = enabled);

    Task IUserTwoFactorStore<Account>.SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Set(() => user.TwoFactorEnabled = enabled);

    Task<bool> IUserTwoFactorStore<Account>.GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    Task IUserAuthenticatorKeyStore<Account>.SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        Set(() => user.AuthenticatorKey = key);

    Task<string?> IUserAuthenticatorKeyStore<Account>.GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey);

    Task IUserTwoFactorRecoveryCodeStore<Account>.ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Set(() => user.RecoveryCodes = string.Join(';', recoveryCodes));

    Task<bool> IUserTwoFactorRecoveryCodeStore<Account>.RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var codes = Codes(user);
        var left = codes.Where(c => c != code).ToArray();
        user.RecoveryCodes = string.Join(';', left);
        return Task.FromResult(left.Length < codes.Length);
    }

    Task<int> IUserTwoFactorRecoveryCodeStore<Account>.CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(Codes(user).Length);

    private static string[] Codes(Account user) => (user.RecoveryCodes ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
}
