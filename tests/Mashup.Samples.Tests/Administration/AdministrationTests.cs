using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Administration;

/// <summary>What administrators see and change.</summary>
public sealed class AdministrationTests
{
    [Fact]
    public async Task Administrator_SeesChangesAndLocksUsers_ReadsTheAuditLog_AndServesTheQueue()
    {
        await using var stubbed = await StubbedService.StartAsync();
        using var admin = await stubbed.SignedInAsync();
        stubbed.Gate.Hold = new TaskCompletionSource();
        var (user, tracks) = await stubbed.WithTracksAsync();
        using var client = user;

        await AssertQueueAsync(stubbed, admin, client, tracks);
        await AssertUsersAsync(stubbed, admin, client);
        await AssertAuditAsync(admin);
    }

    private static async Task AssertQueueAsync(StubbedService stubbed, ApiClient admin, ApiClient client, string[] tracks)
    {
        var (running, _) = await StubbedService.GenerateAsync(client, tracks);
        await stubbed.Gate.Began.WaitAsync();
        var (waiting, _) = await StubbedService.GenerateAsync(client, tracks);

        var queue = (await admin.GetAsync("/admin/jobs")).Require(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal([waiting, running], queue.Select(q => (string)q!["job"]!["id"]!));
        Assert.All(queue, q => Assert.Equal("user2@example.org", (string)q!["userName"]!));
        Assert.Equal([null, Environment.MachineName], queue.Select(q => (string?)q!["host"]));
        var worker = Assert.Single((await admin.GetAsync("/admin/workers")).Require(HttpStatusCode.OK)["items"]!.AsArray())!;
        Assert.Equal((1, 1, true), ((int)worker["slots"]!, (int)worker["running"]!, (bool)worker["isAlive"]!));

        Assert.Equal("not_failed", (await admin.PostAsync($"/admin/jobs/{waiting}/retry")).Problem(HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/admin/jobs/{waiting}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/admin/jobs/{running}")).Status);
        Assert.Equal("cancelled", (string)(await client.GetAsync($"/jobs/{waiting}")).Json["status"]!);
        Assert.Empty((await admin.GetAsync("/admin/jobs?status=active")).Json["items"]!.AsArray());
        Assert.Equal(2, (await admin.GetAsync("/admin/jobs?status=cancelled&limit=5")).Json["items"]!.AsArray().Count);
        Assert.Equal("invalid_request", (await admin.GetAsync("/admin/jobs?status=lost")).Problem(HttpStatusCode.BadRequest));
    }

    private static async Task AssertUsersAsync(StubbedService stubbed, ApiClient admin, ApiClient client)
    {
        var page = (await admin.GetAsync("/admin/users?limit=1")).Require(HttpStatusCode.OK);
        var user = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(("user2@example.org", "User", 2), ((string)user["email"]!, (string)user["role"]!, (int)user["tracks"]!));
        var me = (await admin.GetAsync($"/admin/users?after={page["next"]}")).Require(HttpStatusCode.OK)["items"]!.AsArray().Single()!;
        Assert.Equal("Admin", (string)me["role"]!);
        Assert.Single((await admin.GetAsync("/admin/users?q=USER2")).Json["items"]!.AsArray());
        var id = (string)user["id"]!;

        // Whoever is given a role signs in again, as what they are now.
        (await admin.PutAsync($"/admin/users/{id}", new { role = "Admin" })).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/me")).Status);
        await client.SignInAsync("user2@example.org");
        (await client.GetAsync("/admin/users")).Require(HttpStatusCode.OK);

        var locked = (await admin.PutAsync($"/admin/users/{id}", new { locked = true, role = "User" })).Require(HttpStatusCode.OK);
        Assert.NotNull(locked["lockedUntil"]);
        using var again = stubbed.Service.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.PostAsync("/auth/login", new { email = "user2@example.org", password = ApiClient.Password })).Status);
        Assert.Null((await admin.PutAsync($"/admin/users/{id}", new { locked = false })).Require(HttpStatusCode.OK)["lockedUntil"]);
        await again.SignInAsync("user2@example.org");
        Assert.Equal("forbidden", (await again.GetAsync("/admin/users")).Problem(HttpStatusCode.Forbidden));

        Assert.Equal("own_account", (await admin.PutAsync($"/admin/users/{me["id"]}", new { role = "User" })).Problem(HttpStatusCode.Conflict));
        Assert.Equal("invalid_request", (await admin.PutAsync($"/admin/users/{id}", new { role = "Root" })).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("not_found", (await admin.PutAsync("/admin/users/nobody", new { locked = true })).Problem(HttpStatusCode.NotFound));
    }

    private static async Task AssertAuditAsync(ApiClient admin)
    {
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = (await admin.GetAsync($"/admin/audit?limit=3&after={next}")).Require(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(a => (string)a!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);

        Assert.True(seen.Count > 6);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal).Distinct(), seen);
        var theirs = (await admin.GetAsync("/admin/audit?who=user2@example.org&limit=100")).Require(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Contains(theirs, a => (string)a!["event"]! == "POST /api/v1/auth/login" && (string)a["outcome"]! == "401");
        Assert.True(theirs.Count < seen.Count);
        Assert.StartsWith("id,at,event", (await admin.GetAsync("/admin/audit?format=csv")).Text, StringComparison.Ordinal);
        Assert.Contains("PUT /api/v1/admin/users", (await admin.GetAsync("/admin/audit?limit=100")).Text, StringComparison.Ordinal);
    }
}
