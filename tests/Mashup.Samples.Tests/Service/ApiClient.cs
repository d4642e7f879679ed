using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Service;

/// <summary>A plain HTTP client, as any program might be one.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Password = "Passw0rd!";

    private const string Base = "api/v1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public ApiClient(Uri address) => Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };

    public HttpClient Http { get; }

    public async Task RegisterAsync(string email) =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/auth/register", new { email, password = Password })).Status);

    public async Task<JsonNode> SignInAsync(string email)
    {
        var tokens = (await SendAsync(HttpMethod.Post, "/auth/login", new { email, password = Password })).Require(HttpStatusCode.OK);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)tokens["accessToken"]!);
        return tokens;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public Task<Answer> UploadAsync(string file, string? name = null) => UploadAsync(File.ReadAllBytes(file), name ?? Path.GetFileName(file));

    public async Task<Answer> UploadAsync(byte[] content, string name, string? idempotencyKey = null)
    {
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        using var form = new MultipartFormDataContent { { part, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, Base + "/tracks") { Content = form };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await Answer.OfAsync(await Http.SendAsync(request));
    }

    /// <summary>Uploads a song and waits for its analysis.</summary>
    public async Task<string> AddTrackAsync(string file, string? name = null)
    {
        var id = (string)(await UploadAsync(file, name)).Require(HttpStatusCode.Created)["id"]!;
        var track = await WaitAsync($"/tracks/{id}", t => (string)t["status"]! != "analysing");
        Assert.True((string)track["status"]! == "ready", track.ToJsonString());
        return id;
    }

    /// <summary>Asks again and again until what is there is as wished.</summary>
    public async Task<JsonNode> WaitAsync(string path, Func<JsonNode, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = (await GetAsync(path)).Require(HttpStatusCode.OK);
            if (isThere(answer))
            {
                return answer;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>Waits until a job has ended.</summary>
    public Task<JsonNode> WaitForJobAsync(string id) => WaitAsync($"/jobs/{id}", j => (string)j["status"]! is not ("queued" or "running"));

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null, string? range = null)
    {
        using var request = new HttpRequestMessage(method, Base + path);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            JsonNode json => new StringContent(json.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (range is not null)
        {
            request.Headers.Range = RangeHeaderValue.Parse(range);
        }

        return await Answer.OfAsync(await Http.SendAsync(request));
    }

    /// <summary>Reads an event stream to its end.</summary>
    public async Task<IReadOnlyList<ServerEvent>> EventsAsync(string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Base + path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return ServerEvent.Parse(await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => Http.Dispose();
}
