using Mashup.Hosting.Accounts;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary>All accounts, for those who run the service.</summary>
internal sealed class UserDirectory(Database database, Sessions sessions)
{
    // The last moment that every part of the host can count.
    private const long Forever = 253_402_300_799_000;

    private const string Rows =
        """
        select u.id, u.email, u.user_name, u.role, u.email_confirmed, u.lockout_end, u.created_at,
            (select max(a.day) from activity a where a.user_id = u.id) as last_day,
            (select count(*) from tracks t where t.user_id = u.id) as tracks,
            (select count(*) from mashups m where m.user_id = u.id) as mashups,
            (select count(*) from jobs j where j.user_id = u.id and j.status in ('queued', 'running')) as active_jobs,
            (select coalesce(sum(t.bytes), 0) from tracks t where t.user_id = u.id) + (select coalesce(sum(m.bytes), 0) from mashups m where m.user_id = u.id) as bytes,
            (select coalesce(sum(j.cost), 0.0) from jobs j where j.user_id = u.id) as cost
        from users u
        """;

    /// <summary>Accounts whose address or name contains a text, newest first.</summary>
    public Task<IReadOnlyList<UserRow>> ListAsync(string? text, string? after, int rows, CancellationToken cancellationToken) => database.QueryAsync<UserRow>(
        $"{Rows} where (@after = '' or u.id < @after) and (lower(u.email) like @pattern escape '~' or lower(u.user_name) like @pattern escape '~') order by u.id desc limit @rows",
        new { after = after ?? "", pattern = Like.Containing(text), rows },
        cancellationToken);

    public Task<UserRow?> FindAsync(string id, CancellationToken cancellationToken) => database.FirstAsync<UserRow>($"{Rows} where u.id = @id", new { id }, cancellationToken);

    /// <summary>Changes an account; whoever is signed in with it signs in again, as what it is now.</summary>
    public Task<bool> ChangeAsync(string id, UserChange change, CancellationToken cancellationToken) => database.TransactAsync(
        async sql =>
        {
            var changed = await sql.ExecuteAsync(
                """
                update users set role = coalesce(@Role, role), lockout_enabled = 1,
                    lockout_end = case when @locked = 1 then @end when @locked = 0 then null else lockout_end end,
                    access_failed_count = case when @locked = 0 then 0 else access_failed_count end
                where id = @id
                """,
                new { id, change.Role, locked = change.Locked switch { true => 1, false => 0, null => -1 }, end = Forever },
                cancellationToken);
            await sessions.EndOthersAsync(sql, id, kept: null, cancellationToken);
            return changed == 1;
        },
        cancellationToken);
}
