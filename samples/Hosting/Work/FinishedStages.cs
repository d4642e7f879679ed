using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Tracks;
using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Carries what the engine has finished for tracks from worker to worker, where they share an object store and no folder.</summary>
/// <remarks>
/// <list type="number">
/// <item>The job that analyses a track works over a cache of its own: whatever is in there belongs to that track. It is stored beside the track, and goes with it.</item>
/// <item>Every other job brings what its tracks have into this machine's cache of their owner, before the engine looks there.</item>
/// <item>Where <c>Cache</c> names a folder, or files are kept in one, that is what workers share, and nothing is carried.</item>
/// </list>
/// </remarks>
internal sealed class FinishedStages(Engines engines, IBlobStore blobs, HostingOptions options)
{
    /// <summary>Analyses, and what was read from stems, are smaller than this; stems are not.</summary>
    public const long WithoutStems = 4 << 20;

    private const string Files = "*.artefact";

    private bool AreCarried => options.Blobs.Bucket is not null && options.Cache is null;

    /// <summary>The engine for a job that prepares one track; it finds what an attempt before has finished, wherever that was.</summary>
    public async Task<MashupEngine> EngineForAsync(JobContext context, Track track)
    {
        if (!AreCarried)
        {
            return engines.For(track.UserId);
        }

        await BringAsync(BlobKey.Stages(track.UserId, track.Id), FolderOf(context), long.MaxValue, context.CancellationToken);
        return engines.Over(FolderOf(context));
    }

    /// <summary>Stores what <see cref="EngineForAsync"/>'s engine has finished by now.</summary>
    public async Task KeepAsync(JobContext context, Track track)
    {
        var folder = FolderOf(context);
        if (!AreCarried || !Directory.Exists(folder))
        {
            return;
        }

        var prefix = BlobKey.Stages(track.UserId, track.Id);
        var stored = await blobs.ListAsync(prefix, context.CancellationToken).ToHashSetAsync(cancellationToken: context.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(folder, Files, SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            await using var content = File.OpenRead(file);
            if (!stored.Contains(prefix + name))
            {
                await blobs.WriteAsync(prefix + name, content, context.CancellationToken);
            }

            content.Position = 0;
            await PlaceAsync(content, Path.Combine(engines.FolderOf(track.UserId), name), context.CancellationToken);
        }
    }

    /// <summary>Brings here what was finished for the tracks of a job.</summary>
    /// <param name="context">The job.</param>
    /// <param name="trackIds">Its tracks.</param>
    /// <param name="largest">Larger files are left where they are.</param>
    public async Task BringAsync(JobContext context, IEnumerable<string> trackIds, long largest = long.MaxValue)
    {
        if (AreCarried)
        {
            foreach (var id in trackIds)
            {
                await BringAsync(BlobKey.Stages(context.Job.UserId, id), engines.FolderOf(context.Job.UserId), largest, context.CancellationToken);
            }
        }
    }

    private async Task BringAsync(string prefix, string folder, long largest, CancellationToken cancellationToken)
    {
        await foreach (var key in blobs.ListAsync(prefix, cancellationToken))
        {
            var path = Path.Combine(folder, key[prefix.Length..]);
            if (File.Exists(path))
            {
                continue;
            }

            await using var content = await blobs.OpenAsync(key, cancellationToken);
            if (content is not null && content.Length <= largest)
            {
                await PlaceAsync(content, path, cancellationToken);
            }
        }
    }

    // Whole or not at all: the engines of other jobs read there.
    private static async Task PlaceAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static string FolderOf(JobContext context) => Path.Combine(context.Folder, "stages");
}
