using Mashup.Hosting.Backup;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Storage;

/// <summary>Backups that are taken while the service runs, and schemas of other versions.</summary>
public sealed class BackupTests(BackedUpService source) : IClassFixture<BackedUpService>
{
    [Fact]
    public async Task Restore_IntoAnEmptyService_BringsEverythingBack() => await AssertRestoredAsync(source.Backup);

    [SkippableFact]
    public async Task Restore_IntoPostgres_MovesAServiceThere()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await AssertRestoredAsync(source.Backup, $"Database={postgres.ConnectionString}");
    }

    [Fact]
    public async Task Restore_OfAnOlderSchema_BringsItForward()
    {
        Assert.Equal(2, Migrations.Latest);
        await AssertRestoredAsync(source.AsOfSchema1());
    }

    [Fact]
    public async Task Schema_ThatIsNewer_IsRefusedInABackupAndAtStart()
    {
        using var data = new TestFolder();
        await using (var service = await RunningService.StartAsync(data.Path, ["Workers=0"]))
        {
            var refusal = await Assert.ThrowsAsync<InvalidDataException>(
                () => service.Services.GetRequiredService<BackupReader>().RestoreAsync(source.AsOfSchema9999(), default));
            Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
            await service.Services.GetRequiredService<Database>().ExecuteAsync("insert into schema_version (number) values (9999)");
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningService.StartAsync(data.Path, ["Workers=0"]));
        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
    }

    private async Task AssertRestoredAsync(string backup, params string[] target)
    {
        using var data = new TestFolder();
        await using var restored = await RunningService.StartAsync(data.Path, [.. target, "Workers=0"]);
        await restored.Services.GetRequiredService<BackupReader>().RestoreAsync(backup, default);

        using var client = restored.Client();
        await client.SignInAsync(source.Email);
        foreach (var (path, answer) in source.Answers)
        {
            Assert.Equal(answer, (await client.GetAsync(path)).Body);
        }

        // A job's turn is a column that older schemas lack.
        var database = restored.Services.GetRequiredService<Database>();
        Assert.Equal(0, await database.FirstAsync<int>("select count(*) from jobs where turn = 0"));
        Assert.Equal(Migrations.Latest, await database.FirstAsync<int>("select max(number) from schema_version"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => restored.Services.GetRequiredService<BackupReader>().RestoreAsync(backup, default));
    }
}
