using System.Text.Json;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Tracks;

/// <summary>The table <c>matches</c>: who fits whom in a pool. Rows go with their tracks.</summary>
internal sealed class MatchStore(Database database)
{
    /// <summary>All matches of a user's pool, best first.</summary>
    public async Task<IReadOnlyList<MatchAnswer>> ListAsync(string userId, CancellationToken cancellationToken) =>
    [
        .. (await database.QueryAsync<string>(
            """
            select m.document from matches m join tracks a on a.id = m.track_a join tracks b on b.id = m.track_b
            where a.user_id = @userId and b.user_id = @userId order by m.score desc, m.track_a, m.track_b
            """,
            new { userId },
            cancellationToken)).Select(d => JsonSerializer.Deserialize<MatchAnswer>(d, JsonSerializerOptions.Web)!),
    ];

    /// <summary>The ready tracks of a track's owner that it has not been matched with.</summary>
    public Task<IReadOnlyList<string>> UnmatchedAsync(Track track, CancellationToken cancellationToken) => database.QueryAsync<string>(
        """
        select o.id from tracks o where o.user_id = @UserId and o.id <> @Id and o.status = 'ready'
            and not exists (select 1 from matches m where (m.track_a = o.id and m.track_b = @Id) or (m.track_a = @Id and m.track_b = o.id))
        order by o.id
        """,
        new { track.UserId, track.Id },
        cancellationToken);

    /// <summary>Keeps a match, unless one of its tracks was deleted.</summary>
    public Task KeepAsync(MatchAnswer match, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        insert into matches (track_a, track_b, score, document)
        select a.id, b.id, cast(@Score as double precision), cast(@document as text) from tracks a join tracks b on b.id = @B where a.id = @A
        on conflict (track_a, track_b) do update set score = excluded.score, document = excluded.document
        """,
        new { match.A, match.B, match.Score, document = JsonSerializer.Serialize(match, JsonSerializerOptions.Web) },
        cancellationToken);
}
