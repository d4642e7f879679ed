using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.Identity;

namespace Mashup.Hosting.Accounts;

/// <summary>Keeps accounts in the table <c>users</c>, for ASP.NET Core Identity.</summary>
internal sealed partial class AccountStore(Database database, Sessions sessions, IHttpContextAccessor context, TimeProvider time, HostingOptions options)
    : IUserPasswordStore<Account>, IUserEmailStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>,
        IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    private const string Columns =
        "id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, role, lockout_end, lockout_enabled, "
        + "access_failed_count, two_factor_enabled, authenticator_key, recovery_codes, created_at";

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => database.TransactAsync(
        async sql =>
        {
            user.Id = time.NewId();
            user.CreatedAt = time.Milliseconds();
            user.EmailConfirmed = !options.Accounts.RequireConfirmedEmail;
            var founded = await sql.ExecuteAsync("insert into founder (one, user_id) values (1, @Id) on conflict do nothing", new { user.Id }, cancellationToken);
            user.Role = founded == 1 ? Roles.Admin : Roles.User;
            var made = await sql.ExecuteAsync(
                """
                insert into users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, role, created_at)
                values (@Id, @UserName, @NormalizedUserName, @Email, @NormalizedEmail, @Confirmed, @PasswordHash, @SecurityStamp, @Role, @CreatedAt)
                on conflict do nothing
                """,
                new { user.Id, user.UserName, user.NormalizedUserName, user.Email, user.NormalizedEmail, Confirmed = user.EmailConfirmed ? 1 : 0, user.PasswordHash, user.SecurityStamp, user.Role, user.CreatedAt },
                cancellationToken);
            return made == 1 ? IdentityResult.Success : IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Email));
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var changed = await database.TransactAsync(sql => UpdateAsync(sql, user, cancellationToken), cancellationToken);
        return changed == 1 ? IdentityResult.Success : IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
    }

    private async Task<int> UpdateAsync(ISql sql, Account user, CancellationToken cancellationToken)
    {
        if (await sql.FirstAsync<string>("select password_hash from users where id = @Id", new { user.Id }, cancellationToken) != user.PasswordHash)
        {
            // Whoever knew the old password is signed out.
            await sessions.EndOthersAsync(sql, user.Id, context.HttpContext?.User.SessionId(), cancellationToken);
        }

        return await sql.ExecuteAsync(
            """
            update users set user_name = @UserName, normalized_user_name = @NormalizedUserName, email = @Email, normalized_email = @NormalizedEmail,
                email_confirmed = @Confirmed, password_hash = @PasswordHash, security_stamp = @SecurityStamp, lockout_end = @LockoutEnd,
                lockout_enabled = @Lockable, access_failed_count = @AccessFailedCount, two_factor_enabled = @TwoFactor,
                authenticator_key = @AuthenticatorKey, recovery_codes = @RecoveryCodes
            where id = @Id
            """,
            new
            {
                user.Id, user.UserName, user.NormalizedUserName, user.Email, user.NormalizedEmail, Confirmed = user.EmailConfirmed ? 1 : 0, user.PasswordHash,
                user.SecurityStamp, user.LockoutEnd, Lockable = user.LockoutEnabled ? 1 : 0, user.AccessFailedCount, TwoFactor = user.TwoFactorEnabled ? 1 : 0,
                user.AuthenticatorKey, user.RecoveryCodes,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("delete from users where id = @Id", new { user.Id }, cancellationToken);
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        database.FirstAsync<Account>($"select {Columns} from users where id = @userId", new { userId }, cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        database.FirstAsync<Account>($"select {Columns} from users where normalized_user_name = @normalizedUserName", new { normalizedUserName }, cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        database.FirstAsync<Account>($"select {Columns} from users where normalized_email = @normalizedEmail", new { normalizedEmail }, cancellationToken);

    /// <summary>Makes somebody an administrator; <see langword="false"/> where there is no such account.</summary>
    public async Task<bool> PromoteAsync(string email, CancellationToken cancellationToken) => await database.ExecuteAsync(
        "update users set role = @role where normalized_email = @email",
        new { role = Roles.Admin, email = email.ToUpperInvariant() },
        cancellationToken) == 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Connections are opened and closed by each statement.
    }
}
