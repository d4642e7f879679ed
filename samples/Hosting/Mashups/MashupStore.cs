using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Sdk;

namespace Mashup.Hosting.Mashups;

/// <summary>The table <c>mashups</c>. Every statement that serves a user names that user.</summary>
internal sealed class MashupStore(Database database, TimeProvider time)
{
    private const string Columns =
        "id, user_id, job_id, variant, variant_of, title, status, error, revision, stems, bytes, bpm, key_tonic, key_mode, key_camelot, duration_seconds, score, "
        + "settings, stars, comment, created_at";

    /// <summary>Adds the mashups that a job shall make.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(
        ISql sql, string userId, string jobId, IReadOnlyList<string> ids, string title, MashupSettings settings, CancellationToken cancellationToken)
    {
        foreach (var (index, id) in ids.Index())
        {
            await sql.ExecuteAsync(
                """
                insert into mashups (id, user_id, job_id, variant, variant_of, title, status, settings, created_at)
                values (@id, @userId, @jobId, @variant, @variantOf, @title, 'queued', @settings, @now)
                """,
                new
                {
                    id, userId, jobId,
                    variant = index + 1,
                    variantOf = index == 0 ? null : ids[0],
                    title = index == 0 ? title : FormattableString.Invariant($"{title} ({index + 1})"),
                    settings = settings.ToJson(),
                    now = time.Milliseconds(),
                },
                cancellationToken);
            foreach (var (position, trackId) in settings.TrackIds.Index())
            {
                await sql.ExecuteAsync(
                    "insert into mashup_tracks (mashup_id, position, track_id) values (@id, @position, @trackId)", new { id, position, trackId }, cancellationToken);
            }
        }

        return ids;
    }

    public Task<MashupRow?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        database.FirstAsync<MashupRow>($"select {Columns} from mashups where id = @id and user_id = @userId", new { id, userId }, cancellationToken);

    /// <summary>The mashups that a job works on, in the order of their variants.</summary>
    public Task<IReadOnlyList<MashupRow>> OfJobAsync(string jobId, CancellationToken cancellationToken) =>
        database.QueryAsync<MashupRow>($"select {Columns} from mashups where job_id = @jobId order by variant", new { jobId }, cancellationToken);

    public Task<IReadOnlyList<MashupRow>> ListAsync(string userId, string? status, string? text, string? after, int rows, CancellationToken cancellationToken) =>
        database.QueryAsync<MashupRow>(
            $"""
            select {Columns} from mashups
            where user_id = @userId and (@status = '' or status = @status) and (@after = '' or id < @after) and lower(title) like @pattern escape '~'
            order by id desc limit @rows
            """,
            new { userId, status = status ?? "", after = after ?? "", pattern = Like.Containing(text), rows },
            cancellationToken);

    /// <summary>Hands a finished mashup to another job, which renders it anew.</summary>
    /// <returns><see langword="false"/> where a job works on it already.</returns>
    public static async Task<bool> AssignAsync(ISql sql, string userId, string id, string jobId, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        "update mashups set job_id = @jobId, status = 'queued', error = null where id = @id and user_id = @userId and status not in ('queued', 'running')",
        new { id, userId, jobId },
        cancellationToken) == 1;

    public Task SetRunningAsync(string jobId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("update mashups set status = 'running' where job_id = @jobId and status = 'queued'", new { jobId }, cancellationToken);

    /// <summary>Publishes a rendering whose files are all there. Only the job that works on the mashup may.</summary>
    public async Task<bool> PublishAsync(Job job, string id, int revision, long bytes, MashupVariant made, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            update mashups set status = 'ready', error = null, revision = @revision, stems = '', bytes = @bytes, bpm = @bpm, key_tonic = @tonic, key_mode = @mode,
                key_camelot = @camelot, duration_seconds = @duration, score = @score
            where id = @id and job_id = @job
                and exists (select 1 from jobs where id = @job and worker = @worker and attempts = @attempts and status = 'running')
            """,
            new
            {
                id, job = job.Id, worker = job.Worker, attempts = job.Attempts, revision, bytes,
                bpm = Math.Round(made.Plan.Bpm, 2),
                tonic = made.Plan.Key.TonicName,
                mode = made.Plan.Key.Mode.ToString().ToLowerInvariant(),
                camelot = made.Plan.Key.Camelot,
                duration = Math.Round(made.Plan.DurationSeconds, 3),
                score = Math.Round(made.Quality.Overall, 4),
            },
            cancellationToken) == 1;

    /// <summary>Publishes the stems of a rendering, as long as that is the one to be heard.</summary>
    public async Task<bool> PublishStemsAsync(Job job, MashupRow mashup, IEnumerable<string> stems, long bytes, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            update mashups set stems = @stems, bytes = bytes + @bytes
            where id = @Id and revision = @Revision
                and exists (select 1 from jobs where id = @job and worker = @worker and attempts = @attempts and status = 'running')
            """,
            new { mashup.Id, mashup.Revision, stems = string.Join(',', stems), bytes, job = job.Id, worker = job.Worker, attempts = job.Attempts },
            cancellationToken) == 1;

    public async Task<bool> RateAsync(string userId, string id, RatingAnswer rating, CancellationToken cancellationToken) => await database.ExecuteAsync(
        "update mashups set stars = @Stars, comment = @Comment where id = @id and user_id = @userId",
        new { id, userId, rating.Stars, rating.Comment },
        cancellationToken) == 1;

    public async Task<bool> RenameAsync(string userId, string id, string title, CancellationToken cancellationToken) => await database.ExecuteAsync(
        "update mashups set title = @title where id = @id and user_id = @userId", new { id, userId, title }, cancellationToken) == 1;

    /// <summary>Deletes a mashup; a job that has no other mashup to make is cancelled.</summary>
    /// <returns>The job to stop, an empty string where none is, or <see langword="null"/> where there is no such mashup.</returns>
    public Task<string?> DeleteAsync(string userId, string id, CancellationToken cancellationToken) => database.TransactAsync(
        async sql =>
        {
            var job = await sql.FirstAsync<string>("delete from mashups where id = @id and user_id = @userId returning job_id", new { id, userId }, cancellationToken);
            if (job is null)
            {
                return null;
            }

            await sql.ExecuteAsync("delete from jobs where subject = @id and user_id = @userId and kind = 'stems'", new { id, userId }, cancellationToken);
            await sql.ExecuteAsync("update mashups set variant_of = null where variant_of = @id", new { id }, cancellationToken);
            var ended = await sql.ExecuteAsync(
                """
                update jobs set status = 'cancelled', lease_until = null, ended_at = @now, updated_at = @now, version = version + 1
                where id = @job and status in ('queued', 'running') and not exists (select 1 from mashups where job_id = @job)
                """,
                new { job, now = time.Milliseconds() },
                cancellationToken);
            return ended == 1 ? job : "";
        },
        cancellationToken);
}
