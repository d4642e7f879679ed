using System.Net;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Accounts;

/// <summary>Sign-ins that their owner sees and ends.</summary>
[Collection(ServiceGroup.Name)]
public sealed class SessionTests(ServiceFixture fixture)
{
    [Fact]
    public async Task Sessions_OfTwoClients_AreListedAndEndOneByOne()
    {
        var (phone, laptop) = await SignInTwiceAsync();
        using var one = phone;
        using var two = laptop;
        var sessions = await ListAsync(phone);

        Assert.Equal(2, sessions.Count);
        Assert.All(sessions, s => Assert.Equal("token", (string)s!["kind"]!));
        var other = (string)Assert.Single(sessions, s => !(bool)s!["isCurrent"]!)!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await phone.DeleteAsync($"/me/sessions/{other}")).Status);

        Assert.Equal("unauthorized", (await laptop.GetAsync("/me")).Problem(HttpStatusCode.Unauthorized));
        Assert.Equal("not_found", (await phone.DeleteAsync($"/me/sessions/{other}")).Problem(HttpStatusCode.NotFound));
        Assert.Single(await ListAsync(phone));
    }

    [Fact]
    public async Task Sessions_OfAnother_CannotBeEnded()
    {
        using var mine = await fixture.SignedInAsync();
        using var another = await fixture.SignedInAsync();
        var id = (string)(await ListAsync(mine))[0]!["id"]!;

        Assert.Equal("not_found", (await another.DeleteAsync($"/me/sessions/{id}")).Problem(HttpStatusCode.NotFound));
        (await mine.GetAsync("/me")).Require(HttpStatusCode.OK);
    }

    [Fact]
    public async Task EndOthers_LeavesOnlyTheOneThatAsks()
    {
        var (phone, laptop) = await SignInTwiceAsync();
        using var one = phone;
        using var two = laptop;

        Assert.Equal(HttpStatusCode.NoContent, (await phone.DeleteAsync("/me/sessions")).Status);

        (await phone.GetAsync("/me")).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await laptop.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task NewPassword_EndsEveryOtherSession_AndTheirRefreshTokens()
    {
        var email = fixture.NewEmail();
        using var phone = await fixture.Service.SignedInAsync(email);
        using var laptop = fixture.Service.Client();
        var tokens = await laptop.SignInAsync(email);

        (await phone.PostAsync("/auth/manage/info", new { oldPassword = ApiClient.Password, newPassword = "An0ther!Word" })).Require(HttpStatusCode.OK);

        (await phone.GetAsync("/me")).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await laptop.GetAsync("/me")).Status);
        using var thief = fixture.Service.Client();
        Assert.Equal("unauthorized", (await thief.PostAsync("/auth/refresh", new { refreshToken = (string)tokens["refreshToken"]! })).Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task NewName_SignsNobodyOut()
    {
        var email = fixture.NewEmail();
        using var client = await fixture.Service.SignedInAsync(email);
        using var other = fixture.Service.Client();
        var tokens = await other.SignInAsync(email);

        (await client.PutAsync("/me", new { userName = "renamed-" + Guid.NewGuid().ToString("N")[..6] })).Require(HttpStatusCode.OK);

        (await other.PostAsync("/auth/refresh", new { refreshToken = (string)tokens["refreshToken"]! })).Require(HttpStatusCode.OK);
        Assert.Equal(2, (await ListAsync(client)).Count);
    }

    [Fact]
    public async Task LogOut_EndsTheSessionOfATokenToo()
    {
        using var client = await fixture.SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/auth/logout")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/me")).Status);
    }

    private async Task<(ApiClient Phone, ApiClient Laptop)> SignInTwiceAsync()
    {
        var email = fixture.NewEmail();
        var phone = await fixture.Service.SignedInAsync(email);
        var laptop = fixture.Service.Client();
        await laptop.SignInAsync(email);
        return (phone, laptop);
    }

    private static async Task<JsonArray> ListAsync(ApiClient client) => (await client.GetAsync("/me/sessions")).Require(HttpStatusCode.OK)["items"]!.AsArray();
}
