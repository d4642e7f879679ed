using System.IO.Compression;
using System.Text.Json;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Backup;

/// <summary>Restores a backup into an empty service, whichever database and blob store that has.</summary>
/// <remarks>
/// <list type="number">
/// <item>Store the files first: a row never names one that is not there.</item>
/// <item>Make the tables as they were in the backup's schema, fill them, and bring them forward as an upgrade would: all in one transaction.</item>
/// <item>Drop the rows whose files were deleted while the backup was made.</item>
/// </list>
/// </remarks>
internal sealed class BackupReader(Database database, IBlobStore blobs)
{
    public async Task<string> RestoreAsync(string path, CancellationToken cancellationToken)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, cancellationToken);
        var schema = await RequireFitAsync(zip, path, cancellationToken);
        var files = 0;
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(BackupFormat.Blobs + "users/", StringComparison.Ordinal)))
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            await blobs.WriteAsync(entry.FullName[BackupFormat.Blobs.Length..], content, cancellationToken);
            files++;
        }

        var rows = await database.TransactAsync(sql => RestoreTablesAsync(zip, schema, sql, cancellationToken), cancellationToken);
        return $"{path}: {rows} rows and {files} files restored.";
    }

    private async Task<int> RequireFitAsync(ZipArchive zip, string path, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(BackupFormat.Manifest) ?? throw new InvalidDataException($"{path} is no backup: it has no manifest.");
        await using var stream = await entry.OpenAsync(cancellationToken);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, JsonSerializerOptions.Web, cancellationToken);
        if (manifest is not { Schema: >= 1 } || manifest.Schema > Migrations.Latest)
        {
            throw new InvalidDataException($"{path} has schema {manifest?.Schema}, this program knows {Migrations.Latest}: restore it with the version that made it, or a newer one.");
        }

        if (await database.FirstAsync<int>("select count(*) from users", null, cancellationToken) > 0)
        {
            throw new InvalidOperationException("There are accounts here already; restore into an empty data folder or database.");
        }

        return manifest.Schema;
    }

    private static async Task<int> RestoreTablesAsync(ZipArchive zip, int schema, Transaction sql, CancellationToken cancellationToken)
    {
        await Migrations.StartOverAsync(sql, schema, cancellationToken);
        var rows = 0;

        // An older schema lacks some of the tables.
        foreach (var (table, entry) in BackupFormat.TableNames.Select(t => (t, zip.GetEntry($"{BackupFormat.Tables}{t}.jsonl"))))
        {
            rows += entry is null ? 0 : await FillAsync(table, entry, sql, cancellationToken);
        }

        await Migrations.MoveAsync(sql, Migrations.Latest, cancellationToken);
        await SettleAsync(zip, sql, cancellationToken);
        return rows;
    }

    private static async Task<int> FillAsync(string table, ZipArchiveEntry entry, Transaction sql, CancellationToken cancellationToken)
    {
        await using var stream = await entry.OpenAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        var rows = 0;
        for (; await reader.ReadLineAsync(cancellationToken) is { } line; rows++)
        {
            var row = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!;
            var values = row.ToDictionary(c => c.Key, c => ValueOf(c.Value));
            await sql.ExecuteAsync($"insert into {table} ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Keys.Select(k => "@" + k))})", values, cancellationToken);
        }

        return rows;
    }

    // What ran when the backup was made runs no more, and what was deleted while it was made is gone.
    private static async Task SettleAsync(ZipArchive zip, Transaction sql, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("update jobs set status = 'queued', worker = null, lease_until = null where status = 'running'", null, cancellationToken);
        var sources = IdsOf(zip, "tracks", name => name.StartsWith("source.", StringComparison.Ordinal));
        var songs = IdsOf(zip, "mashups", name => name == "audio.mp3");
        foreach (var id in (await sql.QueryAsync<string>("select id from tracks", null, cancellationToken)).Except(sources))
        {
            await sql.ExecuteAsync("delete from tracks where id = @id", new { id }, cancellationToken);
        }

        foreach (var id in (await sql.QueryAsync<string>("select id from mashups where revision > 0", null, cancellationToken)).Except(songs))
        {
            await sql.ExecuteAsync("delete from mashups where id = @id", new { id }, cancellationToken);
        }
    }

    // blobs/users/USER/KIND/ID/…/NAME
    private static HashSet<string> IdsOf(ZipArchive zip, string kind, Func<string, bool> isNamed) =>
        [.. zip.Entries.Where(e => isNamed(e.Name)).Select(e => e.FullName.Split('/')).Where(p => p.Length > 5 && p[3] == kind).Select(p => p[4])];

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        _ => value.GetDouble(),
    };
}
