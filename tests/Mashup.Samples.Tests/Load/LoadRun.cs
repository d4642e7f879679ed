using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Load;

/// <summary>Has a crowd use a service: each waits for the answer, thinks for a while, and asks again.</summary>
/// <param name="address">Where the service is.</param>
/// <param name="think">How long each thinks, on average.</param>
internal sealed class LoadRun(Uri address, TimeSpan think) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = address, Timeout = Patience };

    public async Task<LoadResult> RunAsync(IReadOnlyList<CrowdMember> crowd, int callsEach)
    {
        var result = new LoadResult();
        await Task.WhenAll(crowd.Select((member, number) => UseAsync(member, new Random(number), callsEach, result)));
        return result;
    }

    /// <summary>Waits until every accepted job has ended, and names those that did not end well.</summary>
    public async Task<IReadOnlyList<string>> LostAsync(LoadResult result)
    {
        using var patience = new CancellationTokenSource(Patience);
        var lost = new List<string>();
        foreach (var (job, owner) in result.Submitted)
        {
            string status;
            while ((status = (string)(await AskAsync(HttpMethod.Get, $"jobs/{job}", owner, null))["status"]!) is "queued" or "running")
            {
                await Task.Delay(100, patience.Token);
            }

            if (status != "succeeded")
            {
                lost.Add($"{job} {status}");
            }
        }

        return lost;
    }

    public void Dispose() => _http.Dispose();

    // One submission each, at some time; between, mostly polling.
    private async Task UseAsync(CrowdMember member, Random random, int calls, LoadResult result)
    {
        await Task.Delay(think * random.NextDouble());
        var submits = random.Next(Math.Max(1, calls));
        string? job = null;
        for (var call = 0; call < calls; call++)
        {
            var (name, method, path, body) = (call == submits, random.Next(10)) switch
            {
                (true, _) => ("POST /mashups", HttpMethod.Post, "mashups", (object?)new { trackIds = member.Tracks, durationSeconds = 60 }),
                (_, < 6) when job is not null => ("GET /jobs/{id}", HttpMethod.Get, $"jobs/{job}", null),
                (_, < 6) => ("GET /jobs", HttpMethod.Get, "jobs", null),
                (_, < 9) => ("GET /mashups", HttpMethod.Get, "mashups?limit=20", null),
                _ => ("GET /tracks", HttpMethod.Get, "tracks", null),
            };
            var before = Stopwatch.GetTimestamp();
            try
            {
                var answer = await AskAsync(method, path, member, body);
                result.Add(name, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                if (method == HttpMethod.Post)
                {
                    job = (string)answer["jobId"]!;
                    result.Submitted.Enqueue((job, member));
                }
            }
            catch (HttpRequestException e)
            {
                result.Errors.Enqueue($"{name}: {e.Message}");
            }

            await Task.Delay(think * (0.5 + random.NextDouble()));
        }
    }

    private async Task<JsonNode> AskAsync(HttpMethod method, string path, CrowdMember member, object? body)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", member.Token);
        using var response = await _http.SendAsync(request);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted
            ? (await response.Content.ReadFromJsonAsync<JsonNode>())!
            : throw new HttpRequestException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
