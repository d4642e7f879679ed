namespace Mashup.Sdk.Gpu.Devices;

/// <summary>Lets a few jobs at a time onto each device; the others wait in order of priority, then of arrival.</summary>
/// <remarks>A job also waits while another one runs and the device has less free memory than it is expected to need; a job that is alone always starts, since smaller
/// batches and the CPU still stand behind it. Thread-safe.</remarks>
public sealed class DevicePool
{
    private readonly Lock _lock = new();
    private readonly Dictionary<OnnxDevice, Lane> _lanes = [];
    private readonly AsyncLocal<int> _priority = new();
    private readonly IDeviceMemory _memory;
    private long _arrivals;

    internal DevicePool(int jobsPerDevice, IDeviceMemory memory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobsPerDevice, 1);
        (JobsPerDevice, _memory) = (jobsPerDevice, memory);
    }

    /// <summary>Most jobs on one device at once.</summary>
    public int JobsPerDevice { get; }

    /// <summary>Gives everything that this asynchronous flow starts from now on a priority, until disposed; higher goes first, 0 is usual.</summary>
    /// <param name="priority">Any number.</param>
    public IDisposable Prioritise(int priority)
    {
        var before = _priority.Value;
        _priority.Value = priority;
        return new Undo(() => _priority.Value = before);
    }

    /// <summary>What a device has to do at this moment.</summary>
    /// <param name="device">The device.</param>
    public DeviceUsage Usage(OnnxDevice device)
    {
        lock (_lock)
        {
            var lane = LaneOf(device);
            return new DeviceUsage(device, lane.Running, lane.Waiting.Count, _memory.FreeBytes(device));
        }
    }

    /// <summary>Waits for a place.</summary>
    internal async Task<IDisposable> EnterAsync(OnnxDevice device, long expectedBytes, CancellationToken cancellationToken)
    {
        var job = new Job(-_priority.Value, Interlocked.Increment(ref _arrivals), expectedBytes);
        lock (_lock)
        {
            LaneOf(device).Waiting.Add(job);
            Admit(device);
        }

        await using var _ = cancellationToken.Register(() => Abandon(device, job, cancellationToken)).ConfigureAwait(false);
        await job.Started.Task.ConfigureAwait(false);
        return new Undo(() => Leave(device));
    }

    private void Leave(OnnxDevice device)
    {
        lock (_lock)
        {
            LaneOf(device).Running--;
            Admit(device);
        }
    }

    private void Abandon(OnnxDevice device, Job job, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (LaneOf(device).Waiting.Remove(job))
            {
                job.Started.TrySetCanceled(cancellationToken);
            }
        }
    }

    private void Admit(OnnxDevice device)
    {
        var lane = LaneOf(device);
        while (lane.Running < JobsPerDevice && lane.Waiting.Min is { } job)
        {
            if (lane.Running > 0 && _memory.FreeBytes(device) < job.ExpectedBytes)
            {
                return;
            }

            lane.Waiting.Remove(job);
            lane.Running++;
            job.Started.TrySetResult();
        }
    }

    private Lane LaneOf(OnnxDevice device) => _lanes.TryGetValue(device, out var lane) ? lane : _lanes[device] = new Lane();

    private sealed class Lane
    {
        public int Running { get; set; }

        public SortedSet<Job> Waiting { get; } = [];
    }

    private sealed record Job(int Rank, long Arrival, long ExpectedBytes) : IComparable<Job>
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int CompareTo(Job? other) => other is null ? 1 : (Rank, Arrival).CompareTo((other.Rank, other.Arrival));
    }

    private sealed class Undo(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
