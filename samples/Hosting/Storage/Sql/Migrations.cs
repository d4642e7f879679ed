using System.Globalization;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>Brings the schema forward: numbered files, each run once, in order. A schema newer than this program is refused.</summary>
internal sealed class Migrations(Database database)
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
                var current = await sql.FirstAsync<int>("select max(number) from schema_version", null, cancellationToken);
                if (current > Latest)
                {
                    throw new InvalidOperationException(
                        $"The database has schema {current}, this program knows {Latest}: start a newer version of it, or restore a backup of schema {Latest}.");
                }

                foreach (var (number, name) in Files().Where(f => f.Number > current))
                {
                    await sql.ExecuteAsync(Read(name), null, cancellationToken);
                    await sql.ExecuteAsync("insert into schema_version (number) values (@number)", new { number }, cancellationToken);
                }

                return current;
            },
            cancellationToken);
    }

    private static IEnumerable<(int Number, string Name)> Files() => typeof(Migrations).Assembly.GetManifestResourceNames()
        .Where(n => char.IsAsciiDigit(n[0]))
        .Select(n => (int.Parse(n.AsSpan(0, 4), CultureInfo.InvariantCulture), n))
        .Order();

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
