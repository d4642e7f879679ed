namespace Mashup.Samples.Tests.Service;

/// <summary>One service for all tests that do not stop it.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private int _users;

    internal TestFolder Data { get; } = new();

    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await RunningService.StartAsync(Data.Path, ["Address=https://mashup.example"]);

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Data.Dispose();
    }

    /// <summary>A client of a new account.</summary>
    internal Task<ApiClient> SignedInAsync() => Service.SignedInAsync(NewEmail());

    internal string NewEmail() => $"user{Interlocked.Increment(ref _users)}@example.org";
}
