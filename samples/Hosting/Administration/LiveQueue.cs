using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary>The queue of all users, and the workers that serve it.</summary>
internal sealed class LiveQueue(Database database, JobLedger ledger, QueueForecast forecast, TimeProvider time, HostingOptions options)
{
    /// <summary>Jobs of all users, newest first.</summary>
    /// <param name="status">A status, <c>active</c> for those that wait or run, or <c>all</c>.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="rows">How many.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<QueuedJobAnswer>> ListAsync(string status, string? after, int rows, CancellationToken cancellationToken)
    {
        var jobs = await ledger.ListAllAsync(status, after, rows, cancellationToken);
        var owners = (await database.QueryAsync<QueueRow>(
            $"""
            select j.id as job_id, u.id as user_id, u.user_name, w.host
            from jobs j join users u on u.id = j.user_id
            left join workers w on j.status = 'running' and substr(j.worker, 1, length(w.id)) = w.id
            where {database.Dialect.IsOneOf("j.id", "ids")}
            """,
            new { ids = jobs.Select(j => j.Id).ToArray() },
            cancellationToken)).DistinctBy(o => o.JobId).ToDictionary(o => o.JobId);
        var answers = new List<QueuedJobAnswer>();
        foreach (var job in jobs.Where(j => owners.ContainsKey(j.Id)))
        {
            var owner = owners[job.Id];
            answers.Add(new QueuedJobAnswer(owner.UserId, owner.UserName, owner.Host, JobAnswer.Of(job, await forecast.PlaceOfAsync(job, cancellationToken))));
        }

        return answers;
    }

    public Task<string?> OwnerOfAsync(string job, CancellationToken cancellationToken) =>
        database.FirstAsync<string>("select user_id from jobs where id = @job", new { job }, cancellationToken);

    public async Task<IReadOnlyList<WorkerAnswer>> WorkersAsync(CancellationToken cancellationToken)
    {
        var alive = time.Milliseconds() - (long)options.Jobs.Lease.TotalMilliseconds;
        var workers = await database.QueryAsync<WorkerRow>(
            """
            select id, host, slots, started_at, seen_at,
                (select count(*) from jobs j where j.status = 'running' and substr(j.worker, 1, length(w.id)) = w.id) as running
            from workers w order by host, id
            """,
            null,
            cancellationToken);
        return [.. workers.Select(w => WorkerAnswer.Of(w, alive))];
    }
}
