using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Parts;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>Kills whichever worker is seen in a stage, once for each stage.</summary>
internal sealed class Killing(CrashingParts parts)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>The jobs that lost their worker, by the stage that it was in.</summary>
    public Dictionary<string, string> JobByStage { get; } = [];

    /// <summary>Kills a worker in each of the stages, in whatever order they are seen.</summary>
    public async Task KillInAsync(IReadOnlyList<string> stages, string kind, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested && stages.FirstOrDefault(s => !JobByStage.ContainsKey(s)) is not null)
        {
            var open = stages.Where(s => !JobByStage.ContainsKey(s)).ToArray();
            if (await FindAsync(open, kind) is { } seen && await parts.KillWorkerAsync(seen.Worker))
            {
                // What the worker wrote last tells where it died: it may have moved on before the kill came.
                var died = await StageOfAsync(seen.Id);
                if (open.Contains(died))
                {
                    JobByStage[died!] = seen.Id;
                }
            }

            await Task.Delay(Look, CancellationToken.None);
        }
    }

    private async Task<Running?> FindAsync(string[] stages, string kind)
    {
        try
        {
            return await parts.Database.FirstAsync<Running>(
                "select id, worker from jobs where status = 'running' and kind = @kind and stage = any(@stages) order by updated_at desc limit 1", new { kind, stages });
        }
        catch (Npgsql.NpgsqlException)
        {
            // The database is being killed as well.
            return null;
        }
    }

    private async Task<string?> StageOfAsync(string job)
    {
        try
        {
            return await parts.Database.FirstAsync<string>("select stage from jobs where id = @job", new { job });
        }
        catch (Npgsql.NpgsqlException)
        {
            return null;
        }
    }

    private sealed class Running
    {
        public string Id { get; init; } = "";

        public string Worker { get; init; } = "";
    }
}
