using System.Text.Json;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

// What workers do. A lease is a worker's name and an attempt: whoever holds an older one can change nothing.
internal sealed partial class JobLedger
{
    private const string Holds = "id = @Id and worker = @Worker and attempts = @Attempts and status = 'running'";

    /// <summary>Takes the next job: of the users with the fewest running jobs, the one served longest ago; of its jobs, the most urgent, then the oldest.</summary>
    public Task<Job?> ClaimAsync(string worker, CancellationToken cancellationToken) => database.TransactAsync(
        sql => sql.FirstAsync<Job>(
            $"""
            update jobs set status = 'running', worker = @worker, attempts = attempts + 1, lease_until = @lease, started_at = coalesce(started_at, @now),
                error = null, updated_at = @now, version = version + 1
            where status = 'queued' and id = (
                select j.id from jobs j
                left join (select user_id, count(*) as running from jobs where status = 'running' group by user_id) r on r.user_id = j.user_id
                left join (select user_id, max(started_at) as served from jobs group by user_id) s on s.user_id = j.user_id
                where j.status = 'queued' and j.run_after <= @now
                order by coalesce(r.running, 0), coalesce(s.served, 0), j.priority desc, j.turn, j.id
                limit 1 {database.Dialect.SkipLocked})
            returning {Columns}
            """,
            new { worker, now = time.Milliseconds(), lease = LeaseEnd() },
            cancellationToken),
        cancellationToken);

    /// <summary>Renews a lease and tells how far the job is.</summary>
    /// <returns><see langword="false"/> where the lease is lost: cancelled, or given to another worker.</returns>
    public async Task<bool> RenewAsync(Job job, string? stage, double progress, CancellationToken cancellationToken) => await database.ExecuteAsync(
        $"""
        update jobs set lease_until = @lease,
            version = case when @stage <> coalesce(stage, '') or @progress > progress then version + 1 else version end,
            stage = case when @stage = '' then stage else @stage end,
            progress = case when @progress > progress then @progress else progress end,
            updated_at = @now
        where {Holds}
        """,
        new { job.Id, job.Worker, job.Attempts, stage = stage ?? "", progress, lease = LeaseEnd(), now = time.Milliseconds() },
        cancellationToken) == 1;

    /// <summary>Ends a job well, together with what it brought about; <see langword="false"/>, and nothing done, where the lease is lost.</summary>
    public async Task<bool> CompleteAsync(Job job, string? result, JobCost cost, Func<ISql, Task> outcome, CancellationToken cancellationToken) =>
        await database.TransactAsync(
            async sql =>
            {
                var done = await sql.ExecuteAsync(
                    $"""
                    update jobs set status = 'succeeded', stage = null, progress = 1, result = @result, lease_until = null, ended_at = @now, updated_at = @now,
                        cpu_seconds = cpu_seconds + @CpuSeconds, gpu_seconds = gpu_seconds + @GpuSeconds, cost = cost + @Amount, version = version + 1
                    where {Holds}
                    """,
                    new { job.Id, job.Worker, job.Attempts, result, now = time.Milliseconds(), cost.CpuSeconds, cost.GpuSeconds, cost.Amount },
                    cancellationToken);
                if (done == 1)
                {
                    await outcome(sql);
                }

                return done == 1;
            },
            cancellationToken);

    /// <summary>Ends an attempt badly: queued again after a while, or failed for good.</summary>
    public async Task<bool> FailAsync(Job job, JobProblem problem, bool final, JobCost cost, CancellationToken cancellationToken) => await database.TransactAsync(
        async sql =>
        {
            var now = time.Milliseconds();
            var ends = final || job.Attempts >= options.Jobs.Attempts;
            var done = await sql.ExecuteAsync(
                $"""
                update jobs set status = @status, error = @error, worker = null, lease_until = null, run_after = @runAfter, ended_at = @ended, updated_at = @now,
                    cpu_seconds = cpu_seconds + @CpuSeconds, gpu_seconds = gpu_seconds + @GpuSeconds, cost = cost + @Amount, version = version + 1
                where {Holds}
                """,
                new
                {
                    job.Id, job.Worker, job.Attempts, now, cost.CpuSeconds, cost.GpuSeconds, cost.Amount,
                    status = ends ? JobStatus.Failed : JobStatus.Queued,
                    error = JsonSerializer.Serialize(problem, JsonSerializerOptions.Web),
                    runAfter = now + (long)(options.Jobs.BackOff.TotalMilliseconds * Math.Pow(2, job.Attempts - 1)),
                    ended = ends ? now : (long?)null,
                },
                cancellationToken);
            if (done == 1 && ends)
            {
                await JobOutcome.FailedAsync(sql, job.Id, problem.Detail, cancellationToken);
            }

            return done == 1;
        },
        cancellationToken);

    /// <summary>Gives a job back untried, because this process stops.</summary>
    public Task HandBackAsync(Job job, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"update jobs set status = 'queued', worker = null, attempts = attempts - 1, lease_until = null, updated_at = @now, version = version + 1 where {Holds}",
        new { job.Id, job.Worker, job.Attempts, now = time.Milliseconds() },
        cancellationToken);

    private long LeaseEnd() => time.Milliseconds() + (long)options.Jobs.Lease.TotalMilliseconds;
}
