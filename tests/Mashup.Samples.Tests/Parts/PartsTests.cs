using System.Net;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Journey;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Parts;

/// <summary>The same service on PostgreSQL, RabbitMQ and S3, by settings alone.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PartsTests
{
    [SkippableFact]
    public async Task Journey_OnPostgresRabbitAndS3WithAWorkerProcess_WorksAndLeavesNothing()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var rabbit = await RabbitServer.StartAsync();
        await using var s3 = await S3Server.StartAsync();
        using var data = new TestFolder();
        string[] shared = [$"Database={postgres.ConnectionString}", $"Queue={rabbit.Address}", .. s3.Settings];
        await using var service = await RunningService.StartAsync(data["web"], [.. shared, "Workers=0"]);
        await using var worker = new ExternalProcess(
            "dotnet", [Repository.Host("WorkerHost"), .. shared.Append("Data=" + data["worker"]).Append("Jobs:Poll=00:01:00").SelectMany(s => s.Split('=', 2) is [var k, var v] ? new[] { "--" + k, v } : [])]);

        using var client = await service.SignedInAsync("parts@example.org");
        await UserJourneyTests.JourneyAsync(client);

        Assert.NotEmpty(s3.Objects);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/me", new { password = ApiClient.Password })).Status);
        Assert.DoesNotContain(s3.Objects, o => o.Contains("users", StringComparison.Ordinal));
        var database = service.Services.GetRequiredService<Database>();
        foreach (var table in new[] { "users", "tracks", "mashups", "mashup_tracks", "jobs" })
        {
            Assert.Equal((table, 0), (table, await database.FirstAsync<int>($"select count(*) from {table}")));
        }
    }
}
