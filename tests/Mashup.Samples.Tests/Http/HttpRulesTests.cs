using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Http;

/// <summary>What holds for every request.</summary>
[Collection(ServiceGroup.Name)]
public sealed class HttpRulesTests(ServiceFixture fixture)
{
    [Fact]
    public async Task Health_OfAWholeService_IsReady()
    {
        using var client = fixture.Service.Client();

        Assert.Equal(HttpStatusCode.OK, (await client.Http.GetAsync(new Uri("health/live", UriKind.Relative))).StatusCode);
        var ready = await Answer.OfAsync(await client.Http.GetAsync(new Uri("health/ready", UriKind.Relative)));
        var checks = ready.Require(HttpStatusCode.OK)["checks"]!.AsObject();
        Assert.Equal(["blobs", "database", "ffmpeg", "queue", "worker"], checks.Select(c => c.Key).Order());
    }

    [Fact]
    public async Task Headers_OfEveryAnswer_KeepBrowsersStrict()
    {
        using var client = fixture.Service.Client();

        var answer = await client.GetAsync("/me");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Problems_OfEveryKind_AreDocumentsWithACode()
    {
        using var client = await fixture.SignedInAsync();

        Assert.Equal("not_found", (await client.GetAsync("/nowhere")).Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", (await client.GetAsync("/tracks/none")).Problem(HttpStatusCode.NotFound));
        Assert.Equal("method_not_allowed", (await client.PutAsync("/jobs", new { })).Problem(HttpStatusCode.MethodNotAllowed));
        Assert.Equal("invalid_request", (await client.PostAsync("/mashups", "{ not json")).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid_request", (await client.PostAsync("/mashups", new { trackIds = new[] { "a" } })).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid_request", (await client.PostAsync("/mashups", new { trackIds = new[] { "a", "b" }, durationSeconds = 5 })).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid_request", (await client.GetAsync("/mashups?limit=100000")).Problem(HttpStatusCode.BadRequest));
        Assert.Equal("unsupported_media_type", (await client.PostAsync("/tracks", new { })).Problem(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task OpenApi_DescribesEveryCallOfTheContract()
    {
        using var client = fixture.Service.Client();

        var document = (await Answer.OfAsync(await client.Http.GetAsync(new Uri("openapi/v1.json", UriKind.Relative)))).Require(HttpStatusCode.OK);

        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        var paths = document["paths"]!.AsObject();
        string[] contract =
        [
            "auth/register post", "auth/login post", "auth/refresh post", "auth/forgotPassword post", "auth/resetPassword post", "me get", "me put", "me delete",
            "me/export get", "me/usage get", "tracks post", "tracks get", "tracks/{id} get", "tracks/{id} delete", "tracks/{id}/analysis get", "tracks/{id}/audio get",
            "tracks/{id}/stems/{stem} get", "mashups post", "mashups get", "mashups/{id} get", "mashups/{id} delete", "mashups/{id}/audio get", "mashups/{id}/download get",
            "mashups/{id}/plan get", "mashups/{id}/plan put", "mashups/{id}/peaks get", "mashups/{id}/rating put", "mashups:plan post", "jobs get", "jobs/{id} get",
            "jobs/{id}/events get", "jobs/{id} delete", "admin/telemetry get", "admin/events get",
        ];
        foreach (var (path, method) in contract.Select(c => c.Split(' ')).Select(c => ("/api/v1/" + c[0], c[1])))
        {
            Assert.True(paths[path]?[method] is not null, $"{method} {path} is not described");
        }
    }

    [Fact]
    public async Task Http_WhereHttpsIsKnown_IsSentThere()
    {
        await using var secure = await StubbedService.StartAsync("Workers=0", "HTTPS_PORT=8443");
        using var client = secure.Service.Client();

        var answer = await client.GetAsync("/me");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.Status);
        Assert.Equal(("https", 8443), (answer.Headers.Location!.Scheme, answer.Headers.Location.Port));
    }

    [Fact]
    public async Task RateLimit_WhenABurstIsSpent_SaysWhenToComeBack()
    {
        await using var strict = await StubbedService.StartAsync("Workers=0", "RateLimits:UserBurst=20", "RateLimits:UserPerSecond=1");
        using var client = await strict.SignedInAsync();

        Answer answer;
        do
        {
            answer = await client.GetAsync("/me");
        }
        while (answer.Status == HttpStatusCode.OK);

        Assert.Equal("too_many_requests", answer.Problem(HttpStatusCode.TooManyRequests));
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
    }
}
