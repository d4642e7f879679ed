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
        PostgresServer.Require();
        RabbitServer.Require();
        S3Server.Require();
        var slow = RabbitServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        await using var s3 = await S3Server.StartAsync();
        await using var rabbit = await slow;
        using var data = new TestFolder();
        string[] shared = [$"Database={postgres.ConnectionString}", $"Queue={rabbit.Address}", .. s3.Settings];
        await using var service = await RunningService.StartAsync(data["web"], [.. shared, "Workers=0"]);

        // Looks at the ledger so seldom that it must have been woken, and has no home to write to, as in its image.
        await using var worker = new HostProcess("WorkerHost", [.. shared, "Data=" + data["worker"], "Jobs:Poll=00:00:10"]) { Home = "/proc/none" };
        worker.Start();

        using var client = await service.SignedInAsync("parts@example.org");
        try
        {
            await UserJourneyTests.JourneyAsync(client, seconds: 30);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The worker said:\n{worker.Output}", e);
        }

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
