using System.Diagnostics;
using Mashup.Sdk.Diagnostics;

namespace Mashup.Sdk;

/// <summary>Runs the stages of one job as a dependency graph: each as soon as what it needs is there, independent ones beside each other.</summary>
/// <remarks>
/// 1. A stage waits for its dependencies, then runs on the thread pool inside one activity.
/// 2. The first failure cancels everything that still runs; it is the one that <see cref="Completion{T}"/> throws.
/// 3. Walking back from the stage that ended last along the dependency that ended last gives the critical path.
/// </remarks>
internal sealed class StageGraph : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation;
    private readonly IProgress<MashupProgress>? _progress;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<Node> _nodes = [];
    private Exception? _failure;

    public StageGraph(IProgress<MashupProgress>? progress, CancellationToken cancellationToken)
    {
        _progress = progress;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Adds a stage; it starts when its dependencies are done.</summary>
    public Stage<T> Add<T>(MashupStage stage, string? track, Func<StageContext, Task<T>> work, params Node[] dependencies)
    {
        var node = new Stage<T>(stage, track, dependencies);
        lock (_lock)
        {
            _nodes.Add(node);
        }

        node.Task = Task.Run(() => RunAsync(node, work), CancellationToken.None);
        return node;
    }

    /// <summary>Waits for a stage and, where anything failed, for everything else to stop.</summary>
    public async Task<T> Completion<T>(Stage<T> stage)
    {
        try
        {
            return await stage.Task.ConfigureAwait(false);
        }
        catch
        {
            await _cancellation.CancelAsync().ConfigureAwait(false);
            Task[] running;
            lock (_lock)
            {
                // Stages may add stages: what is there now is what could still run.
                running = [.. _nodes.Select(n => n.Done)];
            }

            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            }

            throw;
        }
    }

    public StageReport Report()
    {
        var path = new List<StageTiming>();
        for (var node = _nodes.Where(n => n.Timing is not null).MaxBy(n => n.End); node is not null; node = node.Dependencies.MaxBy(d => d.End))
        {
            path.Insert(0, node.Timing!);
        }

        return new StageReport([.. _nodes.Where(n => n.Timing is not null).Select(n => n.Timing!).OrderBy(t => t.Start)], path);
    }

    public void Dispose() => _cancellation.Dispose();

    /// <summary>Adds a stage that does not wait for anything while it runs.</summary>
    public Stage<T> Add<T>(MashupStage stage, string? track, Func<StageContext, T> work, params Node[] dependencies) =>
        Add(stage, track, c => Task.FromResult(work(c)), dependencies);

    private async Task<T> RunAsync<T>(Stage<T> node, Func<StageContext, Task<T>> work)
    {
        await Task.WhenAll(node.Dependencies.Select(d => d.Done)).ConfigureAwait(false);
        _cancellation.Token.ThrowIfCancellationRequested();
        using var activity = MashupDiagnostics.Activities.StartActivity($"mashup.{node.Name}");
        activity?.SetTag("mashup.track", node.Track);
        var started = Stopwatch.GetElapsedTime(_start);
        var context = new StageContext(node.Kind, node.Track, _progress, _cancellation.Token);
        var outcome = "failed";
        try
        {
            context.Report(0);
            var result = await work(context).ConfigureAwait(false);
            context.Report(1);
            outcome = context.FromCache ? "cached" : "done";
            return result;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            _failure ??= exception;
            await _cancellation.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            var duration = Stopwatch.GetElapsedTime(_start) - started;
            node.Timing = new StageTiming(node.Kind, node.Track, started, duration, context.FromCache);
            MashupDiagnostics.StageSeconds.Record(duration.TotalSeconds, new("stage", node.Name), new("outcome", outcome));
        }
    }

    internal abstract class Node(MashupStage kind, string? track, Node[] dependencies)
    {
        public MashupStage Kind { get; } = kind;

        public string Name => Kind.ToString().ToLowerInvariant();

        public string? Track { get; } = track;

        public Node[] Dependencies { get; } = dependencies;

        public StageTiming? Timing { get; set; }

        public TimeSpan End => Timing is { } t ? t.Start + t.Duration : TimeSpan.Zero;

        public abstract Task Done { get; }
    }

    internal sealed class Stage<T>(MashupStage kind, string? track, Node[] dependencies) : Node(kind, track, dependencies)
    {
        public Task<T> Task { get; set; } = null!;

        /// <summary>The result; for stages that depend on this one.</summary>
        public T Value => Task.GetAwaiter().GetResult();

        public override Task Done => Task;
    }
}
