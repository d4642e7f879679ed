using System.IO.Compression;
using System.Text.Json;
using Dapper;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Backup;

/// <summary>Writes a backup while the service runs.</summary>
/// <remarks>
/// <list type="number">
/// <item>Read every table in one snapshot: rows first, files second. A file is written before its row says so, so every row's file is there.</item>
/// <item>Copy the files. One that was deleted since the snapshot is missing; restoring drops the row that asks for it.</item>
/// </list>
/// </remarks>
internal sealed class BackupWriter(Database database, IBlobStore blobs, TimeProvider time)
{
    public async Task<string> WriteAsync(string path, CancellationToken cancellationToken)
    {
        var unfinished = path + ".unfinished";
        var (rows, files) = (0, 0);
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite))
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: false, entryNameEncoding: null, cancellationToken);
            await using (var manifest = await zip.CreateEntry(BackupFormat.Manifest).OpenAsync(cancellationToken))
            {
                await JsonSerializer.SerializeAsync(manifest, new BackupManifest(Migrations.Latest, time.GetUtcNow().UtcDateTime), JsonSerializerOptions.Web, cancellationToken);
            }

            await database.ReadSnapshotAsync(
                async (connection, transaction) =>
                {
                    foreach (var table in BackupFormat.TableNames)
                    {
                        await using var entry = await zip.CreateEntry($"{BackupFormat.Tables}{table}.jsonl").OpenAsync(cancellationToken);
                        await using var lines = new StreamWriter(entry);
                        foreach (IDictionary<string, object?> row in await connection.QueryAsync($"select * from {table}", transaction: transaction))
                        {
                            await lines.WriteLineAsync(JsonSerializer.Serialize(row));
                            rows++;
                        }
                    }
                },
                cancellationToken);
            await foreach (var key in blobs.ListAsync("users/", cancellationToken).Where(k => !BlobKey.IsRemade(k)))
            {
                files += await CopyAsync(zip, key, cancellationToken);
            }
        }

        File.Move(unfinished, path, overwrite: true);
        return $"{path}: {rows} rows and {files} files.";
    }

    private async Task<int> CopyAsync(ZipArchive zip, string key, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenAsync(key, cancellationToken);
        if (content is null)
        {
            return 0;
        }

        await using var entry = await zip.CreateEntry(BackupFormat.Blobs + key, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await content.CopyToAsync(entry, cancellationToken);
        return 1;
    }
}
