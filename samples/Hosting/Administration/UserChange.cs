using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;

namespace Mashup.Hosting.Administration;

/// <summary>What an administrator changes of an account; what is absent stays.</summary>
/// <param name="Role"><c>Admin</c> or <c>User</c>.</param>
/// <param name="Locked">Whether it is locked until an administrator unlocks it.</param>
internal sealed record UserChange(string? Role, bool? Locked)
{
    public UserChange Validated() => Role is null or Roles.Admin or Roles.User ? this : throw ApiProblem.Invalid("role", $"role is {Roles.Admin} or {Roles.User}.");
}
