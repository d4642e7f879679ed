using Mashup.Samples.Tests.Stubs;

namespace Mashup.Samples.Tests.Service;

/// <summary>A service of one test, whose engine plans and renders at once.</summary>
internal sealed class StubbedService : IAsyncDisposable
{
    private RunningService? _service;
    private int _users;

    public TestFolder Data { get; } = new();

    public Gate Gate { get; } = new();

    public RunningService Service => _service ?? throw new InvalidOperationException("The service is stopped.");

    public static async Task<StubbedService> StartAsync(params string[] settings)
    {
        var stubbed = new StubbedService();
        await stubbed.StartAgainAsync(settings);
        return stubbed;
    }

    public async Task StopAsync()
    {
        if (_service is { } service)
        {
            _service = null;
            await service.DisposeAsync();
        }
    }

    public async Task StartAgainAsync(params string[] settings) => _service = await RunningService.StartAsync(Data.Path, ["Separator=stub", .. settings], Gate.Into);

    /// <summary>A new user.</summary>
    public Task<ApiClient> SignedInAsync() => Service.SignedInAsync($"user{Interlocked.Increment(ref _users)}@example.org");

    /// <summary>A new user with two tracks.</summary>
    public async Task<(ApiClient Client, string[] Tracks)> WithTracksAsync()
    {
        var client = await SignedInAsync();
        return (client, [await client.AddTrackAsync(Tones.Short(1), "one.wav"), await client.AddTrackAsync(Tones.Short(2), "two.wav")]);
    }

    /// <summary>Queues a mashup; its job and its id.</summary>
    public static async Task<(string Job, string Mashup)> GenerateAsync(ApiClient client, string[] tracks)
    {
        var answer = (await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 60 })).Require(System.Net.HttpStatusCode.Accepted);
        return ((string)answer["jobId"]!, (string)answer["mashupIds"]![0]!);
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Hold?.TrySetResult();
        await StopAsync();
        Data.Dispose();
    }
}
