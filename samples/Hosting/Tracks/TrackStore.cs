using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Sdk;

namespace Mashup.Hosting.Tracks;

/// <summary>The table <c>tracks</c>. Every statement that serves a user names that user.</summary>
internal sealed class TrackStore(Database database, JobLedger ledger, HostingOptions options)
{
    private const string Columns =
        "id, user_id, file_name, format, bytes, sha256, status, error, duration_seconds, bpm, key_tonic, key_mode, key_camelot, stems, created_at";

    public Task<Track?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        database.FirstAsync<Track>($"select {Columns} from tracks where id = @id and user_id = @userId", new { id, userId }, cancellationToken);

    public Task<IReadOnlyList<Track>> FindAllAsync(string userId, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<Track>($"select {Columns} from tracks where user_id = @userId and id in @ids", new { userId, ids }, cancellationToken);

    public Task<IReadOnlyList<Track>> ListAsync(string userId, string? after, int rows, CancellationToken cancellationToken) => database.QueryAsync<Track>(
        $"select {Columns} from tracks where user_id = @userId and (@after = '' or id < @after) order by id desc limit @rows",
        new { userId, after = after ?? "", rows },
        cancellationToken);

    public async Task<int> CountAsync(string userId, CancellationToken cancellationToken) =>
        await database.FirstAsync<int>("select count(*) from tracks where user_id = @userId", new { userId }, cancellationToken);

    /// <summary>Adds a track and the job that analyses it, unless the pool is full.</summary>
    public Task<string> AddAsync(Track track, CancellationToken cancellationToken) => database.TransactAsync(
        async sql =>
        {
            // Two uploads that end at once count each other.
            await sql.ExecuteAsync("update users set access_failed_count = access_failed_count where id = @UserId", new { track.UserId }, cancellationToken);
            var kept = await sql.FirstAsync<int>("select count(*) from tracks where user_id = @UserId", new { track.UserId }, cancellationToken);
            if (kept >= options.Tracks.MaxTracks)
            {
                throw Full(options.Tracks.MaxTracks);
            }

            await sql.ExecuteAsync(
                """
                insert into tracks (id, user_id, file_name, format, bytes, sha256, status, created_at)
                values (@Id, @UserId, @FileName, @Format, @Bytes, @Sha256, @Status, @CreatedAt)
                """,
                new { track.Id, track.UserId, track.FileName, track.Format, track.Bytes, track.Sha256, track.Status, track.CreatedAt },
                cancellationToken);
            return await ledger.AddAsync(sql, track.UserId, JobKind.Analysis, track.Id, "{}", cancellationToken);
        },
        cancellationToken);

    /// <summary>Notes what the analysis found; from now on the track can be used.</summary>
    public Task SetReadyAsync(string id, AnalyzedSong song, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        update tracks set status = 'ready', error = null, duration_seconds = @duration, bpm = @bpm, key_tonic = @tonic, key_mode = @mode, key_camelot = @camelot
        where id = @id
        """,
        new
        {
            id,
            duration = Math.Round(song.Analysis.DurationSeconds, 3),
            bpm = Math.Round(song.Analysis.Beats.Bpm, 2),
            tonic = song.Analysis.Key.Key.TonicName,
            mode = song.Analysis.Key.Key.Mode.ToString().ToLowerInvariant(),
            camelot = song.Analysis.Key.Key.Camelot,
        },
        cancellationToken);

    public static Task SetStemsAsync(ISql sql, string id, IEnumerable<string> stems, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("update tracks set stems = @stems where id = @id", new { id, stems = string.Join(',', stems) }, cancellationToken);

    /// <summary>Deletes a track and ends the job that analyses it.</summary>
    public Task<bool> DeleteAsync(string userId, string id, CancellationToken cancellationToken) => database.TransactAsync(
        async sql => await sql.ExecuteAsync("delete from tracks where id = @id and user_id = @userId", new { id, userId }, cancellationToken) == 1
            && await sql.ExecuteAsync("delete from jobs where subject = @id and user_id = @userId", new { id, userId }, cancellationToken) >= 0,
        cancellationToken);

    public static ApiProblem Full(int limit) => ApiProblem.Limit(
        StatusCodes.Status409Conflict, "track_limit", $"The pool holds {limit} tracks, which is the limit; delete one first.", limit);
}
