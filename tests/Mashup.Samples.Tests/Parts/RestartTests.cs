using System.Net;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Parts;

/// <summary>A broker that is killed and a database that crashes, while jobs run.</summary>
[Trait("Category", "EndToEnd")]
public sealed class RestartTests
{
    private const int Jobs = 20;

    [SkippableFact]
    public async Task Jobs_WhileBrokerAndDatabaseCrash_AllSucceedOnce()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var rabbit = await RabbitServer.StartAsync();
        await using var stubbed = await StubbedService.StartAsync(
            $"Database={postgres.ConnectionString}", $"Queue={rabbit.Address}", "Workers=3", "Jobs:Lease=00:00:05", "Jobs:Heartbeat=00:00:00.5", "Jobs:Poll=00:00:00.5",
            "Jobs:Attempts=10", "Jobs:BackOff=00:00:00.2");
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        for (var i = 0; i < Jobs; i++)
        {
            await StubbedService.GenerateAsync(client, tracks);
        }

        await rabbit.KillAsync();
        await stubbed.Gate.Began.WaitAsync();
        await postgres.RestartAsync();

        await EndedAsync(client);
        var database = stubbed.Service.Services.GetRequiredService<Database>();
        Assert.Equal(Jobs, await database.FirstAsync<int>("select count(*) from jobs where kind = 'mashup' and status = 'succeeded'"));
        Assert.Equal(Jobs, await database.FirstAsync<int>("select count(*) from mashups where status = 'ready' and revision = 1"));
        Assert.Equal(Jobs * 5, stubbed.Data.Files("blobs").Count(f => f.Contains("mashups", StringComparison.Ordinal)));
    }

    private static async Task EndedAsync(ApiClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (true)
        {
            var answer = await client.GetAsync("/jobs?limit=100&kind=mashup");
            if (answer.Status == HttpStatusCode.OK && answer.Json["items"]!.AsArray().All(j => (string)j!["status"]! is not ("queued" or "running")))
            {
                return;
            }

            await Task.Delay(200, patience.Token);
        }
    }
}
