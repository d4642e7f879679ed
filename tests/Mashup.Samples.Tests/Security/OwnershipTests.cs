using System.Net;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Security;

/// <summary>Every route, asked by its owner, by another user and by nobody.</summary>
public sealed class OwnershipTests
{
    private static readonly string[] OpenToAll = ["/api/v1/auth/", "/api/v1/antiforgery"];

    [Fact]
    public async Task EveryRoute_ForAnother_IsNotThere_AndForNobody_IsClosed()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (owner, tracks) = await stubbed.WithTracksAsync();
        using var client = owner;
        using var other = await stubbed.SignedInAsync();
        using var nobody = stubbed.Service.Client();
        var (job, mashup) = await StubbedService.GenerateAsync(owner, tracks);
        await owner.WaitForJobAsync(job);
        var ids = new Dictionary<string, string> { ["tracks"] = tracks[0], ["mashups"] = mashup, ["jobs"] = job, ["sessions"] = (string)(await owner.GetAsync("/me/sessions")).Json["items"]![0]!["id"]! };
        var before = await StateAsync(owner, ids);

        var routes = await RoutesAsync(nobody);
        Assert.True(routes.Count > 30);
        foreach (var (method, path) in routes)
        {
            var filled = Fill(path, ids);
            var body = BodyFor(path, tracks, before);
            if (!OpenToAll.Any(o => path.StartsWith(o, StringComparison.Ordinal)))
            {
                // An upload that is no form is refused before anybody asks who sends it.
                var answer = (await nobody.SendAsync(method, filled, body)).Status;
                Assert.True(answer is HttpStatusCode.Unauthorized or HttpStatusCode.UnsupportedMediaType, $"{method} {path} answers {answer} to nobody");
            }

            if (path.StartsWith("/api/v1/admin/", StringComparison.Ordinal))
            {
                Assert.Equal("forbidden", (await other.SendAsync(method, filled, body)).Problem(HttpStatusCode.Forbidden));
            }
            else if (path.Contains('{', StringComparison.Ordinal) && !path.Contains("/auth/", StringComparison.Ordinal))
            {
                var answer = await other.SendAsync(method, filled, body);
                Assert.True(answer.Status == HttpStatusCode.NotFound, $"{method} {path} answers {(int)answer.Status} to another: {answer.Text}");
                var unknown = await other.SendAsync(method, Fill(path, ids.ToDictionary(i => i.Key, _ => "0123456789abcdef")), body);
                Assert.Equal(Without(answer.Json), Without(unknown.Json));
            }
        }

        // What is another's cannot be used either, seen in a list, or found by searching.
        Assert.Equal("not_found", (await other.PostAsync("/mashups", new { trackIds = tracks })).Problem(HttpStatusCode.NotFound));
        Assert.Equal("not_found", (await other.PostAsync("/mashups:plan", new { trackIds = tracks })).Problem(HttpStatusCode.NotFound));
        foreach (var list in new[] { "/tracks", "/mashups", "/jobs", "/mashups?q=one" })
        {
            Assert.Empty((await other.GetAsync(list)).Require(HttpStatusCode.OK)["items"]!.AsArray());
        }

        Assert.Equal(before.ToJsonString(), (await StateAsync(owner, ids)).ToJsonString());
    }

    private static async Task<IReadOnlyList<(HttpMethod Method, string Path)>> RoutesAsync(ApiClient client)
    {
        var document = (await Answer.OfAsync(await client.Http.GetAsync(new Uri("openapi/v1.json", UriKind.Relative)))).Json;
        return
        [
            .. document["paths"]!.AsObject()
                .Where(p => p.Key.StartsWith("/api/v1", StringComparison.Ordinal))
                .SelectMany(p => p.Value!.AsObject().Select(m => (HttpMethod.Parse(m.Key), p.Key))),
        ];
    }

    private static string Fill(string path, IReadOnlyDictionary<string, string> ids)
    {
        var filled = path["/api/v1".Length..];
        foreach (var (resource, id) in ids)
        {
            filled = filled.Replace($"/{resource}/{{id}}", $"/{resource}/{id}", StringComparison.Ordinal);
        }

        return filled.Replace("{stem}", "vocals", StringComparison.Ordinal);
    }

    private static object? BodyFor(string path, string[] tracks, JsonObject state) => path switch
    {
        _ when path.EndsWith("/rating", StringComparison.Ordinal) => new { stars = 1 },
        _ when path.EndsWith("/position", StringComparison.Ordinal) => new { position = 1 },
        _ when path.EndsWith("/plan", StringComparison.Ordinal) => state["plan"],
        _ when path.EndsWith("/mashups/{id}", StringComparison.Ordinal) => new { title = "mine now" },
        _ when path.Contains("/mashups", StringComparison.Ordinal) => new { trackIds = tracks },
        _ when path.EndsWith("/me", StringComparison.Ordinal) => new { password = "x" },
        _ => new { },
    };

    private static async Task<JsonObject> StateAsync(ApiClient owner, Dictionary<string, string> ids) => new()
    {
        ["track"] = (await owner.GetAsync($"/tracks/{ids["tracks"]}")).Require(HttpStatusCode.OK),
        ["mashup"] = (await owner.GetAsync($"/mashups/{ids["mashups"]}")).Require(HttpStatusCode.OK),
        ["plan"] = (await owner.GetAsync($"/mashups/{ids["mashups"]}/plan")).Require(HttpStatusCode.OK),
        ["job"] = (await owner.GetAsync($"/jobs/{ids["jobs"]}")).Require(HttpStatusCode.OK),
    };

    private static string Without(JsonNode problem)
    {
        var same = problem.DeepClone().AsObject();
        same.Remove("traceId");
        same.Remove("instance");
        return same.ToJsonString();
    }
}
