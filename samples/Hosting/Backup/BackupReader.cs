using System.IO.Compression;
using System.Text.Json;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Backup;

/// <summary>Restores a backup into an empty service, whichever database and blob store that has.</summary>
internal sealed class BackupReader(Database database, IBlobStore blobs)
{
    public async Task<string> RestoreAsync(string path, CancellationToken cancellationToken)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, cancellationToken);
        await RequireFitAsync(zip, path, cancellationToken);
        var files = 0;
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(BackupFormat.Blobs + "users/", StringComparison.Ordinal)))
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            await blobs.WriteAsync(entry.FullName[BackupFormat.Blobs.Length..], content, cancellationToken);
            files++;
        }

        var rows = await database.TransactAsync(sql => RestoreTablesAsync(zip, sql, cancellationToken), cancellationToken);
        return $"{path}: {rows} rows and {files} files restored.";
    }

    private async Task RequireFitAsync(ZipArchive zip, string path, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(BackupFormat.Manifest) ?? throw new InvalidDataException($"{path} is no backup: it has no manifest.");
        await using var stream = await entry.OpenAsync(cancellationToken);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, JsonSerializerOptions.Web, cancellationToken);
        if (manifest?.Schema != Migrations.Latest)
        {
            throw new InvalidDataException($"{path} has schema {manifest?.Schema}, this program {Migrations.Latest}: restore it with the version that made it, then upgrade.");
        }

        if (await database.FirstAsync<int>("select count(*) from users", null, cancellationToken) > 0)
        {
            throw new InvalidOperationException("There are accounts here already; restore into an empty data folder or database.");
        }
    }

    private static async Task<int> RestoreTablesAsync(ZipArchive zip, Transaction sql, CancellationToken cancellationToken)
    {
        var rows = 0;
        await sql.ExecuteAsync("delete from founder", null, cancellationToken);
        foreach (var table in BackupFormat.TableNames)
        {
            await using var stream = await zip.GetEntry($"{BackupFormat.Tables}{table}.jsonl")!.OpenAsync(cancellationToken);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                var row = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!;
                var values = row.ToDictionary(c => c.Key, c => ValueOf(c.Value));
                await sql.ExecuteAsync($"insert into {table} ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Keys.Select(k => "@" + k))})", values, cancellationToken);
                rows++;
            }
        }

        // What ran when the backup was made runs no more, and what was deleted while it was made is gone.
        await sql.ExecuteAsync("update jobs set status = 'queued', worker = null, lease_until = null where status = 'running'", null, cancellationToken);
        foreach (var id in await sql.QueryAsync<string>("select id from tracks", null, cancellationToken))
        {
            if (!zip.Entries.Any(e => e.FullName.Contains($"/tracks/{id}/source.", StringComparison.Ordinal)))
            {
                await sql.ExecuteAsync("delete from tracks where id = @id", new { id }, cancellationToken);
            }
        }

        foreach (var id in await sql.QueryAsync<string>("select id from mashups where revision > 0", null, cancellationToken))
        {
            if (!zip.Entries.Any(e => e.FullName.Contains($"/mashups/{id}/", StringComparison.Ordinal) && e.Name == "audio.mp3"))
            {
                await sql.ExecuteAsync("delete from mashups where id = @id", new { id }, cancellationToken);
            }
        }

        return rows;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        _ => value.GetDouble(),
    };
}
