using Mashup.Hosting.Work;
using Mashup.Samples.Tests.Service;
using Mashup.Samples.Tests.Stubs;
using Mashup.Sdk.Encoding;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Load;

/// <summary>A service whose engine makes mashups of nothing, and a crowd to use it.</summary>
internal sealed class StubbedWorld : IAsyncDisposable
{
    private readonly TestFolder _data = new();
    private RunningService? _service;

    public Uri Address => _service!.Address;

    public IReadOnlyList<CrowdMember> Crowd { get; private set; } = [];

    public static async Task<StubbedWorld> StartAsync(int users, params string[] settings)
    {
        var world = new StubbedWorld();
        world._service = await RunningService.StartAsync(world._data.Path, ["Separator=stub", .. settings], Stub);
        world.Crowd = await new Crowd(world._service, world._data).GatherAsync(users);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _data.Dispose();
    }

    private static void Stub(IServiceCollection services)
    {
        new Gate().Into(services);
        services.AddSingleton(new EngineParts(builder => builder.AddEncoder<StubEncoder>()));
        services.Insert(0, ServiceDescriptor.Singleton<IAudioEncoder, StubEncoder>());
    }
}
