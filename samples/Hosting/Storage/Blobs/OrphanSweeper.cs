using System.Globalization;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Storage.Blobs;

/// <summary>Deletes files that no row asks for: of uploads and deletions that a dying host left half done, and of attempts that nobody took up again.</summary>
/// <remarks>
/// <list type="number">
/// <item>List the keys first and read the rows second: what is written in between has its row, or is too young.</item>
/// <item>A track or mashup without a row is an orphan once its id, which tells when it was made, is older than any upload lasts.</item>
/// <item>Of a mashup that no job works on, only the rendering that is heard is kept, and no checkpoints.</item>
/// </list>
/// </remarks>
internal sealed partial class OrphanSweeper(Database database, IBlobStore blobs, TimeProvider time, HostingOptions options, ILogger<OrphanSweeper> logger) : BackgroundService
{
    /// <summary>Sweeps once.</summary>
    /// <returns>The prefixes that were deleted.</returns>
    public async Task<IReadOnlyList<string>> SweepAsync(CancellationToken cancellationToken)
    {
        var folders = new HashSet<string>();
        await foreach (var key in blobs.ListAsync("users/", cancellationToken))
        {
            if (key.Split('/') is [_, var user, var kind, var id, var part, ..])
            {
                folders.Add($"users/{user}/{kind}/{id}/" + (kind == "mashups" ? part + "/" : ""));
            }
        }

        var tracks = (await database.QueryAsync<string>("select id from tracks", null, cancellationToken)).ToHashSet();
        var mashups = (await database.QueryAsync<KeptMashup>("select id, status, revision from mashups", null, cancellationToken)).ToDictionary(m => m.Id);
        var orphans = folders.Where(f => IsOrphan(f.Split('/'), tracks, mashups)).ToArray();
        foreach (var orphan in orphans)
        {
            LogOrphan(logger, orphan);
            await blobs.DeleteAsync(orphan, cancellationToken);
        }

        return orphans;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Blobs.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, e.Message);
            }
        }
    }

    private bool IsOrphan(string[] folder, HashSet<string> tracks, Dictionary<string, KeptMashup> mashups) => folder switch
    {
        [_, _, "tracks", var id, ..] => !tracks.Contains(id) && IsOld(id),
        [_, _, "mashups", var id, var part, ..] => mashups.TryGetValue(id, out var mashup)
            ? mashup.IsSettled && part != mashup.Revision.ToString(CultureInfo.InvariantCulture)
            : IsOld(id),
        _ => false,
    };

    private bool IsOld(string id) => id.Length >= 12
        && long.TryParse(id.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var made)
        && time.Milliseconds() - made > options.Blobs.OrphansKeptFor.TotalMilliseconds;

    [LoggerMessage(LogLevel.Information, "No row asks for the files under {Folder}; they are deleted.")]
    private static partial void LogOrphan(ILogger logger, string folder);

    [LoggerMessage(LogLevel.Warning, "Sweeping files failed and is tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    private sealed class KeptMashup
    {
        public string Id { get; init; } = "";

        public string Status { get; init; } = "";

        public int Revision { get; init; }

        public bool IsSettled => Status is "ready" or "cancelled";
    }
}
