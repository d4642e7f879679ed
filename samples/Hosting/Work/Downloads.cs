using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Tracks;

namespace Mashup.Hosting.Work;

/// <summary>Brings files from the store to where the engine can read them, and results back.</summary>
internal sealed class Downloads(IBlobStore blobs, TrackStore tracks)
{
    /// <summary>Fetches tracks into a job's folder.</summary>
    /// <returns>Files by track id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FetchAsync(JobContext context, IReadOnlyList<string> trackIds)
    {
        var found = (await tracks.FindAllAsync(context.Job.UserId, trackIds, context.CancellationToken)).ToDictionary(t => t.Id);
        var files = new Dictionary<string, string>();
        foreach (var id in trackIds)
        {
            var track = found.GetValueOrDefault(id) ?? throw ApiProblem.Conflict("tracks_deleted", "A track was deleted before the job began.");
            files[id] = await FetchAsync(context, track);
        }

        return files;
    }

    /// <summary>Fetches one track into a job's folder, under its id: the name that its owner gave it reaches no file system.</summary>
    public async Task<string> FetchAsync(JobContext context, Track track)
    {
        var path = Path.Combine(context.Folder, $"{track.Id}.{track.Format}");
        return await TryFetchAsync($"{BlobKey.Track(track.UserId, track.Id)}source.{track.Format}", path, context.CancellationToken) ? path
            : throw ApiProblem.Conflict("tracks_deleted", "A track was deleted before the job began.");
    }

    /// <summary>Fetches a file; <see langword="false"/> where there is none.</summary>
    public async Task<bool> TryFetchAsync(string key, string path, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenAsync(key, cancellationToken);
        if (content is null)
        {
            return false;
        }

        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancellationToken);
        return true;
    }

    /// <summary>Stores a finished file and returns its size.</summary>
    public async Task<long> StoreAsync(string key, string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await blobs.WriteAsync(key, file, cancellationToken);
        return file.Length;
    }

    /// <summary>Stores a document and returns its size.</summary>
    public async Task<long> StoreTextAsync(string key, string text, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await blobs.WriteAsync(key, content, cancellationToken);
        return content.Length;
    }

    /// <summary>A document, or <see langword="null"/> where there is none.</summary>
    public async Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenAsync(key, cancellationToken);
        if (content is null)
        {
            return null;
        }

        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
