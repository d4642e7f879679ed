using System.Globalization;
using System.Text.RegularExpressions;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>Brings the schema forward: numbered files, each run once, in order. A schema newer than this program is refused.</summary>
internal sealed partial class Migrations(Database database)
{
    public static int Latest => Files().Last().Number;

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("create table if not exists schema_version (number integer primary key)", null, cancellationToken);
        await database.TransactAsync(
            async sql =>
            {
                // Hosts that start together take turns here.
                await sql.ExecuteAsync("insert into schema_version (number) values (0) on conflict (number) do update set number = 0");
                var current = await CurrentAsync(sql, cancellationToken);
                if (current > Latest)
                {
                    throw new InvalidOperationException(
                        $"The database has schema {current}, this program knows {Latest}: start a newer version of it, or restore a backup of schema {Latest}.");
                }

                await MoveAsync(sql, Latest, cancellationToken);
                return current;
            },
            cancellationToken);
    }

    /// <summary>Brings a schema forward, as far as asked.</summary>
    public static async Task MoveAsync(Transaction sql, int to, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(sql, cancellationToken);
        foreach (var (number, name) in Files().Where(f => f.Number > current && f.Number <= to))
        {
            await sql.ExecuteAsync(Read(name), null, cancellationToken);
            await sql.ExecuteAsync("insert into schema_version (number) values (@number)", new { number }, cancellationToken);
        }
    }

    /// <summary>Drops every table of ours, with all that is in it, and makes them anew as they were in some schema.</summary>
    public static async Task StartOverAsync(Transaction sql, int schema, CancellationToken cancellationToken)
    {
        // Those that refer to others were made after them.
        foreach (var table in Files().SelectMany(f => CreatedTable().Matches(Read(f.Name)).Select(m => m.Groups[1].Value)).Reverse())
        {
            await sql.ExecuteAsync($"drop table if exists {table}", null, cancellationToken);
        }

        await sql.ExecuteAsync("delete from schema_version where number > 0", null, cancellationToken);
        await MoveAsync(sql, schema, cancellationToken);
    }

    private static Task<int> CurrentAsync(Transaction sql, CancellationToken cancellationToken) =>
        sql.FirstAsync<int>("select max(number) from schema_version", null, cancellationToken);

    private static IEnumerable<(int Number, string Name)> Files() => typeof(Migrations).Assembly.GetManifestResourceNames()
        .Where(n => char.IsAsciiDigit(n[0]))
        .Select(n => (int.Parse(n.AsSpan(0, 4), CultureInfo.InvariantCulture), n))
        .Order();

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^create table (\w+)", RegexOptions.Multiline)]
    private static partial Regex CreatedTable();
}
