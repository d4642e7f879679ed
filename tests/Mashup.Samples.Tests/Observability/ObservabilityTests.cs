using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Observability;

/// <summary>What the hosts tell about themselves, and what they must not.</summary>
public sealed partial class ObservabilityTests
{
    private const string SecretOfTheStore = "s3cret-of-the-store";
    private const string NewPassword = "An0ther!Word";

    [Fact]
    public async Task Hosts_TraceAJobAcrossProcesses_LogAsJson_AndTellNoSecrets()
    {
        await using var collector = await Collector.StartAsync();
        using var data = new TestFolder();
        var port = ExternalProcess.FreePort();
        string[] shared =
        [
            "Database=" + data["mashup.db"], "Blobs=" + data["blobs"], "Blobs:SecretKey=" + SecretOfTheStore, "Jobs:Poll=00:00:00.2", "Logging:LogLevel:Mashup=Trace",
            "Logging:Console:FormatterName=json", "OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.Address, "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        ];
        await using var web = new HostProcess("WebHost", [.. shared, "Data=" + data["web"], "Workers=0", FormattableString.Invariant($"urls=http://127.0.0.1:{port}")]);
        await using var worker = new HostProcess("WorkerHost", [.. shared, "Data=" + data["worker"]]);
        await web.StartAsync(port);
        worker.Start();
        using var client = new ApiClient(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")));

        var secrets = await UseAsync(client, data);
        var spans = await TraceOfJobAsync(collector);
        await web.KillAsync();
        await worker.KillAsync();

        Assert.Equal(["mashup-webhost", "mashup-workerhost"], spans.Select(s => s.Service).Distinct().Order());
        var job = Assert.Single(spans, s => s.Name == "job analysis");
        Assert.Equal("mashup-workerhost", job.Service);
        Assert.Contains(spans, s => s.Id == job.Parent && s.Service == "mashup-webhost" && s.Name == "POST /api/v1/tracks");
        Assert.Contains(spans, s => s.Service == "mashup-workerhost" && s.Name.Contains("analyse", StringComparison.OrdinalIgnoreCase));

        var log = web.Output + worker.Output;
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.True(lines.Length > 2, log);
        Assert.All(lines, line => Assert.NotNull(JsonNode.Parse(line)!["LogLevel"]));
        Assert.All(secrets, secret => Assert.False((log + collector.Everything).Contains(secret, StringComparison.OrdinalIgnoreCase), secret));
    }

    /// <summary>Everything that touches a secret; returns them.</summary>
    private static async Task<IReadOnlyList<string>> UseAsync(ApiClient client, TestFolder data)
    {
        const string email = "discreet@example.org";
        await client.RegisterAsync(email);
        var tokens = await client.SignInAsync(email);
        await client.PostAsync("/auth/login", new { email, password = "wr0ng-guess!" });
        await client.PostAsync("/auth/forgotPassword", new { email });
        var mail = await File.ReadAllTextAsync(data.Files("web/mail")[^1]);
        var code = CodeInMail().Match(mail).Groups[1].Value;
        (await client.PostAsync("/auth/resetPassword", new { email, resetCode = code, newPassword = NewPassword })).ThrowUnless(HttpStatusCode.OK);
        (await client.PostAsync("/auth/manage/info", new { newEmail = "moved@example.org" })).ThrowUnless(HttpStatusCode.OK);
        var link = new Uri(LinkInMail().Match(await File.ReadAllTextAsync(data.Files("web/mail")[^1])).Value);
        Assert.Equal(HttpStatusCode.OK, (await client.Http.GetAsync(link)).StatusCode);
        await client.AddTrackAsync(Tones.Short(1), "my secret song.wav");
        return
        [
            email, "moved@example.org", ApiClient.Password, NewPassword, "wr0ng-guess!", (string)tokens["accessToken"]!, (string)tokens["refreshToken"]!, code,
            System.Web.HttpUtility.ParseQueryString(link.Query)["code"]!, SecretOfTheStore, "my secret song",
        ];
    }

    private static async Task<IReadOnlyList<Collector.Span>> TraceOfJobAsync(Collector collector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        while (true)
        {
            var spans = collector.Spans.All;
            if (spans.FirstOrDefault(s => s.Name == "job analysis") is { } job && spans.Any(s => s.Id == job.Parent))
            {
                return [.. spans.Where(s => s.Trace == job.Trace)];
            }

            await Task.Delay(100, patience.Token);
        }
    }

    [GeneratedRegex(@"password: (\S+)")]
    private static partial Regex CodeInMail();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex LinkInMail();
}
