using Mashup.Hosting;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Work;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Storage;

/// <summary>Finished stages on this machine.</summary>
public sealed class CacheTests
{
    [Fact]
    public void Trim_OfMoreThanTheLimit_DeletesWhatWasUsedLongestAgo_WhoseverItIs()
    {
        using var data = new TestFolder();
        string[] files = ["one/aa/oldest.artefact", "two/bb/older.artefact", "one/cc/newer.artefact", "two/dd/newest.artefact"];
        var day = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var (age, file) in files.Index())
        {
            var path = data["cache/" + file];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[300]);
            File.SetLastWriteTimeUtc(path, day.AddDays(age));
        }

        using var dialect = new SqliteDialect(data["mashup.db"]);
        var engines = new Engines(new Database(dialect), new HostingOptions { Data = data.Path, CacheBytes = 1000 }, [], []);

        engines.Trim();
        Assert.Equal(files[1..].Select(f => data["cache/" + f]).Order(StringComparer.Ordinal), data.Files("cache"));
        engines.Trim();
        Assert.Equal(3, data.Files("cache").Count);
    }
}
