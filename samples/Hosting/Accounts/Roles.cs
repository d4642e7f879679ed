namespace Mashup.Hosting.Accounts;

/// <summary>What an account may do.</summary>
internal static class Roles
{
    public const string Admin = "Admin";
    public const string User = "User";
}
