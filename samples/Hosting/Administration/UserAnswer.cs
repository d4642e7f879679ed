using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary>An account, to an administrator.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Its address.</param>
/// <param name="UserName">Its name.</param>
/// <param name="Role"><c>Admin</c> or <c>User</c>.</param>
/// <param name="EmailConfirmed">Whether the address was confirmed.</param>
/// <param name="LockedUntil">Until when nobody can sign in; absent where it is not locked.</param>
/// <param name="CreatedAt">When it registered.</param>
/// <param name="LastActiveOn">The last day it was here; absent where it never was.</param>
/// <param name="Tracks">Tracks kept.</param>
/// <param name="Mashups">Mashups kept.</param>
/// <param name="ActiveJobs">Jobs that wait or run.</param>
/// <param name="Bytes">Bytes kept.</param>
/// <param name="Cost">Cost of all its jobs.</param>
internal sealed record UserAnswer(
    string Id, string Email, string UserName, string Role, bool EmailConfirmed, DateTime? LockedUntil, DateTime CreatedAt, DateTime? LastActiveOn, long Tracks, long Mashups,
    long ActiveJobs, long Bytes, double Cost)
{
    public static UserAnswer Of(UserRow row, long now) => new(
        row.Id, row.Email, row.UserName, row.Role, row.EmailConfirmed, row.LockoutEnd > now ? Clock.ToUtc(row.LockoutEnd) : null, Clock.ToUtc(row.CreatedAt),
        row.LastDay is { } day ? DateTime.UnixEpoch.AddDays(day) : null, row.Tracks, row.Mashups, row.ActiveJobs, row.Bytes, Math.Round(row.Cost, 6));
}
