using System.Collections.Concurrent;
using Mashup.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Stubs;

/// <summary>Lets a test hold back, fail and count what the stubbed engine does.</summary>
internal sealed class Gate
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _separated;
    private int _planned;
    private int _rendered;

    public int SeparatedCount => _separated;

    public int PlannedCount => _planned;

    public int RenderedCount => _rendered;

    /// <summary>Renderings wait until this is set.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Set once a rendering has begun.</summary>
    public SemaphoreSlim Began { get; } = new(0);

    public void FailNext(Exception failure) => _failures.Enqueue(failure);

    public void Separated() => Interlocked.Increment(ref _separated);

    public void Planned() => Interlocked.Increment(ref _planned);

    public async Task RenderAsync(CancellationToken cancellationToken)
    {
        Began.Release();
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        if (_failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        Interlocked.Increment(ref _rendered);
    }

    /// <summary>Puts the stubs into the engines of a service.</summary>
    public void Into(IServiceCollection services) => services.AddSingleton(new EngineParts(builder =>
    {
        builder.Services.AddSingleton(this);
        builder.AddSeparator<StubSeparator>().UsePlanner<StubPlanner>().UseRenderer<StubRenderer>();
    }));
}
