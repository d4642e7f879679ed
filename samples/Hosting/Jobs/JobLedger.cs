using System.Diagnostics;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

/// <summary>All jobs, past and present: the truth about what is to be done. Queues only wake workers.</summary>
/// <remarks>Every change raises a job's version, which numbers its events.</remarks>
internal sealed partial class JobLedger(Database database, TimeProvider time, HostingOptions options)
{
    private const string Columns =
        "id, user_id, kind, subject, payload, result, status, stage, progress, attempts, error, worker, trace_parent, cost, version, created_at, started_at, ended_at";

    /// <summary>Adds a job, as a part of what makes it necessary.</summary>
    public async Task<string> AddAsync(ISql sql, string userId, string kind, string subject, string payload, CancellationToken cancellationToken)
    {
        var id = time.NewId();
        await sql.ExecuteAsync(
            """
            insert into jobs (id, user_id, kind, subject, payload, status, priority, turn, run_after, trace_parent, created_at, updated_at)
            values (@id, @userId, @kind, @subject, @payload, 'queued', @priority, @now, @now, @trace, @now, @now)
            """,
            new { id, userId, kind, subject, payload, priority = JobKind.PriorityOf(kind), now = time.Milliseconds(), trace = Activity.Current?.Id },
            cancellationToken);
        return id;
    }

    /// <summary>A job of this user, or nothing.</summary>
    public Task<Job?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        database.FirstAsync<Job>($"select {Columns} from jobs where id = @id and user_id = @userId", new { id, userId }, cancellationToken);

    /// <summary>A user's jobs, newest first.</summary>
    public Task<IReadOnlyList<Job>> ListAsync(string userId, string? status, string? kind, string? after, int rows, CancellationToken cancellationToken) =>
        database.QueryAsync<Job>(
            $"""
            select {Columns} from jobs
            where user_id = @userId and (@status = '' or status = @status) and (@kind = '' or kind = @kind) and (@after = '' or id < @after)
            order by id desc limit @rows
            """,
            new { userId, status = status ?? "", kind = kind ?? "", after = after ?? "", rows },
            cancellationToken);

    /// <summary>Jobs of all users, newest first.</summary>
    /// <param name="status">A status, <c>active</c> for those that wait or run, or <c>all</c>.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="rows">How many.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public Task<IReadOnlyList<Job>> ListAllAsync(string status, string? after, int rows, CancellationToken cancellationToken) =>
        database.QueryAsync<Job>(
            $"""
            select {Columns} from jobs
            where (@status = 'all' or status = @status or (@status = 'active' and status in ('queued', 'running'))) and (@after = '' or id < @after)
            order by id desc limit @rows
            """,
            new { status, after = after ?? "", rows },
            cancellationToken);

    /// <summary>Jobs that changed since a moment; those of one owner or another.</summary>
    public Task<IReadOnlyList<Job>> ChangedSinceAsync(long since, CancellationToken cancellationToken) =>
        database.QueryAsync<Job>($"select {Columns} from jobs where updated_at >= @since", new { since }, cancellationToken);

    /// <summary>How many of a user's jobs wait or run.</summary>
    public static Task<int> CountActiveAsync(ISql sql, string userId, CancellationToken cancellationToken) =>
        sql.FirstAsync<int>("select count(*) from jobs where user_id = @userId and status in ('queued', 'running')", new { userId }, cancellationToken);

    /// <summary>Ends a job at its owner's wish, whatever it does now; the worker that runs it notices by its lost lease. Ended jobs stay as they are.</summary>
    /// <returns>Whether it was this call that ended it.</returns>
    public async Task<bool> CancelAsync(string userId, string id, CancellationToken cancellationToken) => await database.TransactAsync(
        async sql =>
        {
            var now = time.Milliseconds();
            var changed = await sql.ExecuteAsync(
                """
                update jobs set status = 'cancelled', lease_until = null, ended_at = @now, updated_at = @now, version = version + 1
                where id = @id and user_id = @userId and status in ('queued', 'running')
                """,
                new { id, userId, now },
                cancellationToken);
            if (changed == 1)
            {
                await JobOutcome.CancelledAsync(sql, id, cancellationToken);
            }

            return changed == 1;
        },
        cancellationToken);

    /// <summary>Queues a failed job again, with all its attempts.</summary>
    public async Task<bool> RetryAsync(string userId, string id, CancellationToken cancellationToken) => await database.TransactAsync(
        async sql =>
        {
            var changed = await sql.ExecuteAsync(
                """
                update jobs set status = 'queued', attempts = 0, error = null, worker = null, run_after = @now, ended_at = null, updated_at = @now, version = version + 1
                where id = @id and user_id = @userId and status = 'failed'
                """,
                new { id, userId, now = time.Milliseconds() },
                cancellationToken);
            if (changed == 1)
            {
                await JobOutcome.QueuedAsync(sql, id, cancellationToken);
            }

            return changed == 1;
        },
        cancellationToken);
}
