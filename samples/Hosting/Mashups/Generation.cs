using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Tracks;

namespace Mashup.Hosting.Mashups;

/// <summary>Queues what makes mashups: generations, planning, renderings of edited plans.</summary>
internal sealed class Generation(Database database, JobLedger ledger, MashupStore mashups, TrackStore tracks, Quota quota, IWakeUp wakeUp, TimeProvider time)
{
    private const int LongestTitle = 200;

    /// <summary>Queues mashups of tracks that are the user's and ready.</summary>
    public async Task<GenerateAnswer> QueueAsync(string userId, MashupSettings settings, CancellationToken cancellationToken)
    {
        var chosen = await RequireTracksAsync(userId, settings.TrackIds, cancellationToken);

        // The best variant stands first in a history that begins with the newest.
        string[] ids = [.. Enumerable.Range(0, settings.Variants).Select(_ => time.NewId()).OrderDescending(StringComparer.Ordinal)];
        var title = string.Join(" × ", chosen.Select(t => t.Title));
        var jobId = await database.TransactAsync(
            async sql =>
            {
                await quota.RequireRoomAsync(sql, userId, cancellationToken);
                var job = await ledger.AddAsync(sql, userId, JobKind.Mashup, ids[0], settings.ToJson(), cancellationToken);
                await mashups.AddAsync(sql, userId, job, ids, title.Length > LongestTitle ? title[..LongestTitle] : title, settings, cancellationToken);
                return job;
            },
            cancellationToken);
        await wakeUp.SignalAsync(CancellationToken.None);
        return new GenerateAnswer(jobId, ids);
    }

    /// <summary>Queues a planning without a rendering.</summary>
    public async Task<string> QueuePlanAsync(string userId, MashupSettings settings, CancellationToken cancellationToken)
    {
        await RequireTracksAsync(userId, settings.TrackIds, cancellationToken);
        var jobId = await database.TransactAsync(
            async sql =>
            {
                await quota.RequireRoomAsync(sql, userId, cancellationToken);
                return await ledger.AddAsync(sql, userId, JobKind.Plan, "", settings.ToJson(), cancellationToken);
            },
            cancellationToken);
        await wakeUp.SignalAsync(CancellationToken.None);
        return jobId;
    }

    /// <summary>Queues a mashup to be rendered from an edited plan.</summary>
    public async Task<GenerateAnswer> QueueRenderAsync(MashupRow mashup, string plan, CancellationToken cancellationToken)
    {
        await RequireSourcesAsync(mashup, cancellationToken);
        var jobId = await database.TransactAsync(
            async sql =>
            {
                await quota.RequireRoomAsync(sql, mashup.UserId, cancellationToken);
                var job = await ledger.AddAsync(sql, mashup.UserId, JobKind.Render, mashup.Id, plan, cancellationToken);
                return await MashupStore.AssignAsync(sql, mashup.UserId, mashup.Id, job, cancellationToken) ? job
                    : throw ApiProblem.Conflict("in_progress", "A job works on this mashup already; wait for it or cancel it.");
            },
            cancellationToken);
        await wakeUp.SignalAsync(CancellationToken.None);
        return new GenerateAnswer(jobId, [mashup.Id]);
    }

    /// <summary>Queues the making of a mashup's stems.</summary>
    public async Task<GenerateAnswer> QueueStemsAsync(MashupRow mashup, CancellationToken cancellationToken)
    {
        if (mashup.Status != MashupStatus.Ready || mashup.Stems.Length > 0)
        {
            throw mashup.Stems.Length > 0 ? ApiProblem.Conflict("already_made", "The stems of this mashup are there already; get them from this address.")
                : ApiProblem.Conflict("not_ready", $"The mashup is {mashup.Status}; its stems can be made when it is ready.");
        }

        await RequireSourcesAsync(mashup, cancellationToken);
        var jobId = await database.TransactAsync(
            async sql =>
            {
                await quota.RequireRoomAsync(sql, mashup.UserId, cancellationToken);
                return await sql.FirstAsync<int>(
                    "select count(*) from jobs where subject = @Id and kind = 'stems' and status in ('queued', 'running')", new { mashup.Id }, cancellationToken) == 0
                    ? await ledger.AddAsync(sql, mashup.UserId, JobKind.Stems, mashup.Id, "{}", cancellationToken)
                    : throw ApiProblem.Conflict("in_progress", "The stems of this mashup are being made already.");
            },
            cancellationToken);
        await wakeUp.SignalAsync(CancellationToken.None);
        return new GenerateAnswer(jobId, [mashup.Id]);
    }

    private async Task RequireSourcesAsync(MashupRow mashup, CancellationToken cancellationToken)
    {
        var wanted = MashupSettings.FromJson(mashup.Settings).TrackIds;
        if ((await tracks.FindAllAsync(mashup.UserId, wanted, cancellationToken)).Count < wanted.Count)
        {
            throw ApiProblem.Conflict("tracks_deleted", "The mashup cannot be rendered anew: a track that it was made of was deleted.");
        }
    }

    private async Task<IReadOnlyList<Track>> RequireTracksAsync(string userId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = (await tracks.FindAllAsync(userId, ids, cancellationToken)).ToDictionary(t => t.Id);
        if (ids.FirstOrDefault(id => !found.ContainsKey(id)) is not null)
        {
            throw ApiProblem.NotFound("track");
        }

        return ids.Select(id => found[id]).FirstOrDefault(t => t.Status != TrackStatus.Ready) is { } unready
            ? throw ApiProblem.Conflict(unready.Status == TrackStatus.Unusable ? "unusable" : "not_ready", $"{unready.FileName} is {unready.Status}.")
            : [.. ids.Select(id => found[id])];
    }
}
