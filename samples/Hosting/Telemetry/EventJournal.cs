using System.Text.Json;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary>One record per attempt, download and rating. Records outlive their user, nameless: an account that goes takes its id out of them.</summary>
internal sealed class EventJournal(Database database, TimeProvider time)
{
    public async Task AttemptedAsync(Job job, string outcome, IReadOnlyDictionary<string, double> stageSeconds, JobCost cost, CancellationToken cancellationToken)
    {
        var now = time.Milliseconds();
        var seconds = (now - (job.StartedAt ?? now)) / 1000.0;
        var queued = ((job.StartedAt ?? now) - job.CreatedAt) / 1000.0;
        var kind = new KeyValuePair<string, object?>("kind", job.Kind);
        ServiceDiagnostics.Attempts.Add(1, kind, new("outcome", outcome));
        ServiceDiagnostics.JobSeconds.Record(seconds, kind, new("outcome", outcome));
        ServiceDiagnostics.QueuedSeconds.Record(queued, kind);
        await AddAsync(
            new
            {
                id = time.NewId(), at = now, kind = "attempt:" + job.Kind, userId = job.UserId, subject = job.Id, outcome,
                stages = JsonSerializer.Serialize(stageSeconds), settings = SettingsOf(job), seconds, queued, cost.CpuSeconds, cost.GpuSeconds, cost.Amount,
                bytes = 0L, stars = (int?)null,
            },
            cancellationToken);
    }

    public Task DownloadedAsync(MashupRow mashup, string format, CancellationToken cancellationToken) => AddAsync(
        new
        {
            id = time.NewId(), at = time.Milliseconds(), kind = "download", userId = mashup.UserId, subject = mashup.Id, outcome = JobStatus.Succeeded,
            stages = (string?)null, settings = JsonSerializer.Serialize(new { format }), seconds = 0.0, queued = 0.0, CpuSeconds = 0.0, GpuSeconds = 0.0,
            Amount = 0.0, bytes = mashup.Bytes, stars = (int?)null,
        },
        cancellationToken);

    public Task RatedAsync(string userId, string mashupId, int stars, CancellationToken cancellationToken) => AddAsync(
        new
        {
            id = time.NewId(), at = time.Milliseconds(), kind = "rating", userId, subject = mashupId, outcome = JobStatus.Succeeded, stages = (string?)null,
            settings = (string?)null, seconds = 0.0, queued = 0.0, CpuSeconds = 0.0, GpuSeconds = 0.0, Amount = 0.0, bytes = 0L, stars = (int?)stars,
        },
        cancellationToken);

    // An account may have gone while its job ran.
    private Task<int> AddAsync(object row, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        insert into events (id, at, kind, user_id, subject, outcome, stage_seconds, settings, seconds, queued_seconds, cpu_seconds, gpu_seconds, cost, bytes, stars)
        values (@id, @at, @kind, (select id from users where id = @userId), @subject, @outcome, @stages, @settings, @seconds, @queued, @CpuSeconds, @GpuSeconds,
            @Amount, @bytes, @stars)
        """,
        row,
        cancellationToken);

    // Ids of tracks say nothing about a mashup's quality or time; how many there were does.
    private static string? SettingsOf(Job job)
    {
        if (job.Kind is not (JobKind.Mashup or JobKind.Plan))
        {
            return null;
        }

        var s = MashupSettings.FromJson(job.Payload);
        return JsonSerializer.Serialize(new { tracks = s.TrackIds.Count, s.DurationSeconds, s.Energy, s.Style, s.Variants, s.Seed, vocals = s.VocalsTrackId is not null }, JsonSerializerOptions.Web);
    }
}
