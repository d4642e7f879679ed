using System.IO.Compression;
using System.Text.Json;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Tracks;

namespace Mashup.Hosting.Accounts;

/// <summary>Packs everything that belongs to a user: what the API says about it, and the files.</summary>
internal sealed class Export(TrackStore tracks, MashupStore mashups, JobLedger ledger, IBlobStore blobs, HostingOptions options)
{
    private const int All = 100_000;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes a ZIP file, which is deleted when its stream is closed.</summary>
    public async Task<Stream> MakeAsync(Account account, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(options.InData("exports")).FullName, Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            {
                await AddAsync(zip, "account.json", MeAnswer.Of(account), cancellationToken);
                await AddAsync(zip, "tracks.json", (await tracks.ListAsync(account.Id, null, All, cancellationToken)).Select(TrackAnswer.Of), cancellationToken);
                await AddAsync(zip, "mashups.json", (await mashups.ListAsync(account.Id, null, null, null, All, cancellationToken)).Select(MashupAnswer.Of), cancellationToken);
                await AddAsync(
                    zip, "jobs.json", (await ledger.ListAsync(account.Id, null, null, null, All, cancellationToken)).Select(j => JobAnswer.Of(j, null)), cancellationToken);
                await AddFilesAsync(zip, BlobKey.User(account.Id), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task AddFilesAsync(ZipArchive zip, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var key in blobs.ListAsync(prefix, cancellationToken).Where(k => !BlobKey.IsRemade(k)))
        {
            if (await blobs.OpenAsync(key, cancellationToken) is not { } content)
            {
                continue;
            }

            await using (content)
            {
                await using var entry = await zip.CreateEntry("files/" + key[prefix.Length..], CompressionLevel.NoCompression).OpenAsync(cancellationToken);
                await content.CopyToAsync(entry, cancellationToken);
            }
        }
    }

    private static async Task AddAsync<T>(ZipArchive zip, string name, T value, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, value, Readable, cancellationToken);
    }
}
