using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Accounts;

/// <summary>The web app's way to sign in.</summary>
[Collection(ServiceGroup.Name)]
public sealed class CookieTests(ServiceFixture fixture)
{
    [Fact]
    public async Task Writes_SignedInByCookie_NeedTheAntiforgeryToken()
    {
        using var client = await SignInAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("api/v1/me", UriKind.Relative))).StatusCode);
        var refused = await Answer.OfAsync(await client.PutAsJsonAsync("api/v1/me", new { userName = "forged" }));
        Assert.Equal("antiforgery", refused.Problem(HttpStatusCode.BadRequest));

        var antiforgery = (await client.GetFromJsonAsync<JsonNode>("api/v1/antiforgery"))!;
        client.DefaultRequestHeaders.Add((string)antiforgery["header"]!, (string)antiforgery["token"]!);
        var name = "cookie-" + Guid.NewGuid().ToString("N")[..6];
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsJsonAsync("api/v1/me", new { userName = name })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(new Uri("api/v1/auth/logout", UriKind.Relative), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("api/v1/me", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Cookie_OfTheSession_IsStrictAndOutOfReachOfScripts()
    {
        var email = fixture.NewEmail();
        using var registering = fixture.Service.Client();
        await registering.RegisterAsync(email);
        var answer = await registering.PostAsync("/auth/login?useCookies=true", new { email, password = ApiClient.Password });

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<HttpClient> SignInAsync()
    {
        var email = fixture.NewEmail();
        using var registering = fixture.Service.Client();
        await registering.RegisterAsync(email);
        var client = new HttpClient { BaseAddress = fixture.Service.Address };
        var answer = await client.PostAsJsonAsync("api/v1/auth/login?useCookies=true", new { email, password = ApiClient.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return client;
    }
}
