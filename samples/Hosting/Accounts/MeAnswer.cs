using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>An account, to its owner.</summary>
internal sealed record MeAnswer(string Id, string Email, string UserName, IReadOnlyList<string> Roles, bool EmailConfirmed, DateTime CreatedAt)
{
    public static MeAnswer Of(Account account) =>
        new(account.Id, account.Email, account.UserName, [account.Role], account.EmailConfirmed, Clock.ToUtc(account.CreatedAt));
}
