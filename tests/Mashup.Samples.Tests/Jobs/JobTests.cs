using System.Net;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Jobs;

/// <summary>The life of jobs: waiting, running, failing, being cancelled, surviving.</summary>
public sealed class JobTests
{
    [Fact]
    public async Task Cancel_OfARunningJob_IsPromptAndIdempotentAndLeavesNoFile()
    {
        await using var stubbed = await StubbedService.StartAsync();
        stubbed.Gate.Hold = new TaskCompletionSource();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        await stubbed.Gate.Began.WaitAsync();

        Assert.Equal("cancelled", (string)(await client.DeleteAsync($"/jobs/{job}")).Require(HttpStatusCode.OK)["status"]!);
        Assert.Equal("cancelled", (string)(await client.DeleteAsync($"/jobs/{job}")).Require(HttpStatusCode.OK)["status"]!);
        Assert.Equal("cancelled", (string)(await client.GetAsync($"/mashups/{mashup}")).Json["status"]!);

        // The worker lets go by itself and takes the next job.
        stubbed.Gate.Hold = null;
        var (next, _) = await StubbedService.GenerateAsync(client, tracks);
        Assert.Equal("succeeded", (string)(await client.WaitForJobAsync(next))["status"]!);
        Assert.DoesNotContain(stubbed.Data.Files("blobs"), f => f.Contains(mashup, StringComparison.Ordinal));
        Assert.Equal("not_failed", (await client.PostAsync($"/jobs/{job}/retry")).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Failure_OfTheMachine_IsRetriedAndThenKeptAndRetryableByHand()
    {
        await using var stubbed = await StubbedService.StartAsync("Jobs:Attempts=2", "Jobs:BackOff=00:00:00.1", "Jobs:Poll=00:00:00.2");
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        stubbed.Gate.FailNext(new IOException("disk"));
        var (lucky, _) = await StubbedService.GenerateAsync(client, tracks);
        var second = await client.WaitForJobAsync(lucky);
        Assert.Equal(("succeeded", 2), ((string)second["status"]!, (int)second["attempts"]!));

        stubbed.Gate.FailNext(new IOException("disk"));
        stubbed.Gate.FailNext(new IOException("disk"));
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        var failed = await client.WaitForJobAsync(job);
        Assert.Equal(("failed", "internal", true), ((string)failed["status"]!, (string)failed["error"]!["code"]!, (bool)failed["error"]!["retryable"]!));
        Assert.DoesNotContain("disk", failed["error"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("failed", (string)(await client.GetAsync($"/mashups/{mashup}")).Json["status"]!);

        (await client.PostAsync($"/jobs/{job}/retry")).Require(HttpStatusCode.Accepted);
        Assert.Equal("succeeded", (string)(await client.WaitForJobAsync(job))["status"]!);
        Assert.Equal("ready", (string)(await client.GetAsync($"/mashups/{mashup}")).Json["status"]!);
    }

    [Fact]
    public async Task Resume_AfterAFailure_PlansNoMoreAndRendersOnlyWhatIsMissing()
    {
        await using var stubbed = await StubbedService.StartAsync("Jobs:BackOff=00:00:00.1", "Jobs:Poll=00:00:00.2");
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        stubbed.Gate.FailNext(new IOException("disk"));

        var answer = (await client.PostAsync("/mashups", new { trackIds = tracks, variants = 3 })).Require(HttpStatusCode.Accepted);
        var job = await client.WaitForJobAsync((string)answer["jobId"]!);

        Assert.Equal(("succeeded", 2), ((string)job["status"]!, (int)job["attempts"]!));
        Assert.Equal((1, 3), (stubbed.Gate.PlannedCount, stubbed.Gate.RenderedCount));
        var history = (await client.GetAsync("/mashups?status=ready")).Json["items"]!.AsArray();
        Assert.Equal([1, 2, 3], history.Select(m => (int)m!["variant"]!));
        Assert.Equal((string)answer["mashupIds"]![0]!, (string)history[2]!["variantOf"]!);
    }

    [Fact]
    public async Task Claim_BetweenUsers_TakesTurns()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0");
        var ledger = stubbed.Service.Services.GetRequiredService<JobLedger>();
        var database = stubbed.Service.Services.GetRequiredService<Database>();
        var users = new List<string>();
        foreach (var jobs in new[] { 5, 1, 2 })
        {
            using var client = await stubbed.SignedInAsync();
            users.Add((string)(await client.GetAsync("/me")).Json["id"]!);
            for (var i = 0; i < jobs; i++)
            {
                await ledger.AddAsync(database, users[^1], JobKind.Mashup, "m", "{}", default);
            }
        }

        var order = new List<int>();
        while (await ledger.ClaimAsync("w", default) is { } job)
        {
            order.Add(users.IndexOf(job.UserId));
            await ledger.CompleteAsync(job, null, new JobCost(0, 0, 0), _ => Task.CompletedTask, default);
            await Task.Delay(2);
        }

        Assert.Equal([0, 1, 2, 0, 2, 0, 0, 0], order);
    }

    [Fact]
    public async Task Lease_OfADeadWorker_PassesToAnotherAndTheDeadOneCanChangeNothing()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0", "Jobs:Lease=00:00:05", "Jobs:Heartbeat=00:00:00.2");
        var ledger = stubbed.Service.Services.GetRequiredService<JobLedger>();
        using var client = await stubbed.SignedInAsync();
        var user = (string)(await client.GetAsync("/me")).Json["id"]!;
        var id = await ledger.AddAsync(stubbed.Service.Services.GetRequiredService<Database>(), user, JobKind.Plan, "", "{}", default);
        var dead = (await ledger.ClaimAsync("dead", default))!;
        Assert.Null(await ledger.ClaimAsync("early", default));

        await client.WaitAsync($"/jobs/{id}", j => (string)j["status"]! == "queued");
        var heir = (await ledger.ClaimAsync("heir", default))!;

        Assert.Equal((id, 2), (heir.Id, heir.Attempts));
        Assert.False(await ledger.RenewAsync(dead, "render", 0.5, default));
        Assert.False(await ledger.CompleteAsync(dead, null, new JobCost(0, 0, 0), _ => throw new InvalidOperationException("must not happen"), default));
        Assert.True(await ledger.CompleteAsync(heir, "{}", new JobCost(0, 0, 0), _ => Task.CompletedTask, default));
    }

    [Fact]
    public async Task Stop_WhileAJobRuns_HandsItBackUntried()
    {
        await using var stubbed = await StubbedService.StartAsync("Jobs:Drain=00:00:00.2");
        stubbed.Gate.Hold = new TaskCompletionSource();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, _) = await StubbedService.GenerateAsync(client, tracks);
        await stubbed.Gate.Began.WaitAsync();

        await stubbed.StopAsync();
        stubbed.Gate.Hold = null;
        await stubbed.StartAgainAsync();

        using var again = stubbed.Service.Client();
        await again.SignInAsync("user1@example.org");
        var ended = await again.WaitForJobAsync(job);
        Assert.Equal(("succeeded", 1), ((string)ended["status"]!, (int)ended["attempts"]!));
        Assert.DoesNotContain(stubbed.Data.Files("work"), f => !f.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Queue_OfWaitingJobs_TellsPositionAndEstimate()
    {
        await using var stubbed = await StubbedService.StartAsync();
        stubbed.Gate.Hold = new TaskCompletionSource();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        await StubbedService.GenerateAsync(client, tracks);
        await stubbed.Gate.Began.WaitAsync();

        var (first, _) = await StubbedService.GenerateAsync(client, tracks);
        var (second, _) = await StubbedService.GenerateAsync(client, tracks);

        Assert.Equal(1, (int)(await client.WaitAsync($"/jobs/{first}", j => (int)j["queuePosition"]! == 1))["queuePosition"]!);
        var last = await client.WaitAsync($"/jobs/{second}", j => (int)j["queuePosition"]! == 2);
        Assert.True((double)last["etaSeconds"]! > 0);
    }

    [Fact]
    public async Task Move_OfAWaitingJob_ChangesTheOrderOfItsOwnerAlone()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0");
        var ledger = stubbed.Service.Services.GetRequiredService<JobLedger>();
        var database = stubbed.Service.Services.GetRequiredService<Database>();
        using var client = await stubbed.SignedInAsync();
        using var other = await stubbed.SignedInAsync();
        var user = (string)(await client.GetAsync("/me")).Json["id"]!;
        var ids = new List<string>();
        foreach (var kind in new[] { JobKind.Mashup, JobKind.Mashup, JobKind.Analysis, JobKind.Mashup })
        {
            ids.Add(await ledger.AddAsync(database, user, kind, "m", "{}", default));
        }

        var order = (await client.PutAsync($"/jobs/{ids[3]}/position", new { position = 1 })).Require(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal([ids[3], ids[2], ids[0], ids[1]], order.Select(j => (string)j!["id"]!));
        Assert.Equal([1, 2, 3, 4], order.Select(j => (int)j!["queuePosition"]!));
        (await client.PutAsync($"/jobs/{ids[2]}/position", new { position = 99 })).Require(HttpStatusCode.OK);
        Assert.Equal("not_found", (await other.PutAsync($"/jobs/{ids[0]}/position", new { position = 1 })).Problem(HttpStatusCode.NotFound));
        Assert.Equal("invalid_request", (await client.PutAsync($"/jobs/{ids[0]}/position", new { position = 0 })).Problem(HttpStatusCode.BadRequest));

        var claimed = new List<string>();
        while (await ledger.ClaimAsync("w", default) is { } job)
        {
            claimed.Add(job.Id);
        }

        Assert.Equal([ids[3], ids[0], ids[1], ids[2]], claimed);
        Assert.Equal("not_queued", (await client.PutAsync($"/jobs/{ids[0]}/position", new { position = 1 })).Problem(HttpStatusCode.Conflict));
    }
}
