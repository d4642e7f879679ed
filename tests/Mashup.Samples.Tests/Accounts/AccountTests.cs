using System.Net;
using System.Text.RegularExpressions;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Accounts;

/// <summary>Registering, signing in, and everything that may go wrong there.</summary>
[Collection(ServiceGroup.Name)]
public sealed partial class AccountTests(ServiceFixture fixture)
{
    [Fact]
    public async Task Register_FirstAccount_AdministersAndNobodyElse()
    {
        await using var fresh = await StubbedService.StartAsync("Workers=0");
        using var first = await fresh.SignedInAsync();
        using var second = await fresh.SignedInAsync();

        Assert.Equal("Admin", (string)(await first.GetAsync("/me")).Json["roles"]![0]!);
        Assert.Equal("User", (string)(await second.GetAsync("/me")).Json["roles"]![0]!);
        (await first.GetAsync("/admin/telemetry")).Require(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await second.GetAsync("/admin/telemetry")).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("forbidden", (await second.GetAsync("/admin/events?format=csv")).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Login_WrongPassword_IsUnauthorizedWhetherOrNotTheAccountExists()
    {
        var email = fixture.NewEmail();
        using var client = fixture.Service.Client();
        await client.RegisterAsync(email);

        Assert.Equal("unauthorized", (await client.PostAsync("/auth/login", new { email, password = "nope" })).Problem(HttpStatusCode.Unauthorized));
        Assert.Equal("unauthorized", (await client.PostAsync("/auth/login", new { email = "nobody@example.org", password = "nope" })).Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Login_AfterFiveFailures_IsLockedEvenWithTheRightPassword()
    {
        var email = fixture.NewEmail();
        using var client = fixture.Service.Client();
        await client.RegisterAsync(email);
        for (var i = 0; i < 5; i++)
        {
            await client.PostAsync("/auth/login", new { email, password = "nope" });
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/auth/login", new { email, password = ApiClient.Password })).Status);
    }

    [Fact]
    public async Task Tokens_LiveAnHourAtMost_AndAreRefreshed()
    {
        var email = fixture.NewEmail();
        using var client = fixture.Service.Client();
        await client.RegisterAsync(email);
        var tokens = await client.SignInAsync(email);

        Assert.InRange((int)tokens["expiresIn"]!, 1, 3600);
        var renewed = (await client.PostAsync("/auth/refresh", new { refreshToken = (string)tokens["refreshToken"]! })).Require(HttpStatusCode.OK);
        Assert.NotEqual((string)tokens["accessToken"]!, (string)renewed["accessToken"]!);
        Assert.Equal("unauthorized", (await client.PostAsync("/auth/refresh", new { refreshToken = "stolen" })).Problem(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task ForgotPassword_ByTheMailedCode_SetsANewOne()
    {
        var email = fixture.NewEmail();
        using var client = await fixture.Service.SignedInAsync(email);
        var id = (string)(await client.GetAsync("/me")).Json["id"]!;

        using var forgetful = fixture.Service.Client();
        (await forgetful.PostAsync("/auth/forgotPassword", new { email })).ThrowUnless(HttpStatusCode.OK);
        var resetCode = CodeInMail().Match(await LastMailAsync(id)).Groups[1].Value;
        Assert.Contains($"https://mashup.example/reset?email={Uri.EscapeDataString(email)}&code={Uri.EscapeDataString(resetCode)}", await LastMailAsync(id), StringComparison.Ordinal);
        (await forgetful.PostAsync("/auth/resetPassword", new { email, resetCode, newPassword = "An0ther!Word" })).ThrowUnless(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/auth/login", new { email, password = ApiClient.Password })).Status);
        (await client.PostAsync("/auth/login", new { email, password = "An0ther!Word" })).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/auth/forgotPassword", new { email = "nobody@example.org" })).Status);
    }

    [Fact]
    public async Task ChangeEmail_ByTheMailedLink_MovesTheAccount()
    {
        var (before, after) = (fixture.NewEmail(), fixture.NewEmail());
        using var client = await fixture.Service.SignedInAsync(before);
        var id = (string)(await client.GetAsync("/me")).Json["id"]!;

        (await client.PostAsync("/auth/manage/info", new { newEmail = after })).Require(HttpStatusCode.OK);
        Assert.Equal(before, (string)(await client.GetAsync("/me")).Json["email"]!);
        var link = LinkInMail().Match(await LastMailAsync(id)).Value;
        Assert.Equal(HttpStatusCode.OK, (await client.Http.GetAsync(new Uri(link))).StatusCode);

        using var moved = fixture.Service.Client();
        await moved.SignInAsync(after);
        Assert.Equal(after, (string)(await moved.GetAsync("/me")).Json["email"]!);
    }

    [Fact]
    public async Task Profile_NameCanBeChanged_ButNotToAnothers()
    {
        using var client = await fixture.SignedInAsync();
        using var other = await fixture.SignedInAsync();

        (await client.PutAsync("/me", new { userName = "dj-" + Guid.NewGuid().ToString("N")[..6] })).Require(HttpStatusCode.OK);
        var taken = (string)(await client.GetAsync("/me")).Json["userName"]!;
        Assert.StartsWith("dj-", taken, StringComparison.Ordinal);
        Assert.Equal("invalid_request", (await other.PutAsync("/me", new { userName = taken })).Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task AuditLog_NamesNobodyInClear()
    {
        var email = fixture.NewEmail();
        using var client = await fixture.Service.SignedInAsync(email);
        await client.PostAsync("/auth/login", new { email, password = "nope" });
        var id = (string)(await client.GetAsync("/me")).Json["id"]!;

        var rows = await fixture.Service.Services.GetRequiredService<Database>().QueryAsync<(string Event, string Outcome, string Subject, string Address)>(
            "select event, outcome, subject, address from audit");

        Assert.Contains(rows, r => r.Event.Contains("login", StringComparison.Ordinal) && r.Outcome == "200");
        Assert.Contains(rows, r => r.Event.Contains("login", StringComparison.Ordinal) && r.Outcome == "401");
        Assert.DoesNotContain(rows, r => $"{r}".Contains('@', StringComparison.Ordinal) || $"{r}".Contains(id, StringComparison.Ordinal) || $"{r}".Contains("127.0.0.1", StringComparison.Ordinal));
    }

    private async Task<string> LastMailAsync(string userId) => await File.ReadAllTextAsync(fixture.Data.Files(Path.Combine("mail", userId))[^1]);

    [GeneratedRegex(@"password: (\S+)")]
    private static partial Regex CodeInMail();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex LinkInMail();
}
