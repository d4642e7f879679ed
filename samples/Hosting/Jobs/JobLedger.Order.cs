using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

// The order of one user's waiting jobs, which is the user's to choose.
internal sealed partial class JobLedger
{
    /// <summary>Moves a waiting job among the user's own; the jobs between give up one place each.</summary>
    /// <returns>The waiting jobs in their new order, or <see langword="null"/> where the job does not wait.</returns>
    public async Task<IReadOnlyList<Job>?> MoveAsync(string userId, string id, int position, CancellationToken cancellationToken)
    {
        var order = await database.TransactAsync(
            async sql =>
            {
                var places = await sql.QueryAsync<Place>(
                    "select id, priority, turn from jobs where user_id = @userId and status = 'queued' order by priority desc, turn, id", new { userId }, cancellationToken);
                if (places.All(p => p.Id != id))
                {
                    return null;
                }

                var ids = places.Select(p => p.Id).Where(p => p != id).ToList();
                ids.Insert(Math.Min(position, places.Count) - 1, id);
                await TakePlacesAsync(sql, ids, places, cancellationToken);
                return ids;
            },
            cancellationToken);
        if (order is null)
        {
            return null;
        }

        var jobs = (await database.QueryAsync<Job>($"select {Columns} from jobs where user_id = @userId and status = 'queued'", new { userId }, cancellationToken)).ToDictionary(j => j.Id);
        return [.. order.Where(jobs.ContainsKey).Select(j => jobs[j])];
    }

    // The places stay where they are among the jobs that come later; only who has which changes.
    private static async Task TakePlacesAsync(ISql sql, List<string> ids, IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        var before = places[0];
        foreach (var (index, id) in ids.Index())
        {
            var place = places[index];
            if (index > 0 && place.Priority == before.Priority && place.Turn <= before.Turn)
            {
                place = place with { Turn = before.Turn + 1 };
            }

            before = place;
            await sql.ExecuteAsync(
                "update jobs set priority = @Priority, turn = @Turn where id = @id and status = 'queued'", new { id, place.Priority, place.Turn }, cancellationToken);
        }
    }

    private sealed record Place
    {
        public string Id { get; init; } = "";

        public int Priority { get; init; }

        public long Turn { get; init; }
    }
}
