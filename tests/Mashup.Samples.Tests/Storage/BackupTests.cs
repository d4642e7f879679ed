using Mashup.Hosting.Backup;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Storage;

/// <summary>Backups that are taken while the service runs, and schemas of other versions.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Restore_IntoAnEmptyService_BringsEverythingBack() => await RoundTripAsync([]);

    [SkippableFact]
    public async Task Restore_IntoPostgres_MovesAServiceThere()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await RoundTripAsync([$"Database={postgres.ConnectionString}"]);
    }

    [Fact]
    public async Task Start_OnANewerSchema_IsRefused()
    {
        using var data = new TestFolder();
        await using (var service = await RunningService.StartAsync(data.Path, ["Workers=0"]))
        {
            await service.Services.GetRequiredService<Database>().ExecuteAsync("insert into schema_version (number) values (9999)");
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningService.StartAsync(data.Path, ["Workers=0"]));
        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task RoundTripAsync(string[] target)
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        await client.WaitForJobAsync(job);
        var audio = (await client.GetAsync($"/mashups/{mashup}/audio")).Body;
        using var folder = new TestFolder();
        await stubbed.Service.Services.GetRequiredService<BackupWriter>().WriteAsync(folder["backup.zip"], default);

        await using var restored = await RunningService.StartAsync(folder["data"], [.. target, "Workers=0"]);
        await restored.Services.GetRequiredService<BackupReader>().RestoreAsync(folder["backup.zip"], default);

        using var again = restored.Client();
        await again.SignInAsync("user1@example.org");
        Assert.Equal(audio, (await again.GetAsync($"/mashups/{mashup}/audio")).Body);
        Assert.Equal((await client.GetAsync("/tracks")).Text, (await again.GetAsync("/tracks")).Text);
        Assert.Equal((await client.GetAsync("/mashups")).Text, (await again.GetAsync("/mashups")).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => restored.Services.GetRequiredService<BackupReader>().RestoreAsync(folder["backup.zip"], default));
    }
}
