using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>What users take, held against what they may.</summary>
internal sealed class Quota(HostingOptions options, TimeProvider time)
{
    private static readonly TimeSpan CostPeriod = TimeSpan.FromDays(30);

    /// <summary>Refuses another job where the user has taken enough.</summary>
    public async Task RequireRoomAsync(ISql sql, string userId, CancellationToken cancellationToken)
    {
        var usage = await UsageAsync(sql, userId, cancellationToken);
        if (usage.Jobs.Used >= options.Quota.MaxActiveJobs)
        {
            throw ApiProblem.Limit(
                StatusCodes.Status429TooManyRequests, "job_limit", $"{options.Quota.MaxActiveJobs} jobs wait or run, which is the limit; wait for one to end.", options.Quota.MaxActiveJobs);
        }

        if (usage.Bytes.Used >= options.Quota.MaxBytes)
        {
            throw ApiProblem.Limit(StatusCodes.Status409Conflict, "byte_limit", "Your storage is full; delete something first.", options.Quota.MaxBytes);
        }

        if (options.Quota.MaxCost > 0 && usage.Cost.Used >= options.Quota.MaxCost)
        {
            throw ApiProblem.Limit(StatusCodes.Status409Conflict, "cost_limit", "Your budget of 30 days is spent.", (long)options.Quota.MaxCost);
        }
    }

    public async Task<UsageAnswer> UsageAsync(ISql sql, string userId, CancellationToken cancellationToken)
    {
        var used = (await sql.FirstAsync<UsageRow>(
            """
            select (select count(*) from tracks where user_id = @userId) as tracks,
                (select coalesce(sum(bytes), 0) from tracks where user_id = @userId) + (select coalesce(sum(bytes), 0) from mashups where user_id = @userId) as bytes,
                (select coalesce(sum(cost), 0) from jobs where user_id = @userId and created_at >= @since) as cost
            """,
            new { userId, since = time.Milliseconds() - (long)CostPeriod.TotalMilliseconds },
            cancellationToken))!;
        return new UsageAnswer(
            new UsageOf(used.Bytes, options.Quota.MaxBytes),
            new UsageOf(used.Tracks, options.Tracks.MaxTracks),
            new UsageOf(await JobLedger.CountActiveAsync(sql, userId, cancellationToken), options.Quota.MaxActiveJobs),
            new UsageOf(Math.Round(used.Cost, 6), options.Quota.MaxCost > 0 ? options.Quota.MaxCost : null));
    }

    private sealed class UsageRow
    {
        public long Tracks { get; init; }

        public long Bytes { get; init; }

        public double Cost { get; init; }
    }
}
