using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>One job's hold on a model: a place on a device, memory, and what to do when the device fails.</summary>
/// <remarks>
/// 1. CUDA first, unless it is not wanted or failed before; where its session cannot be made, the CPU.
/// 2. A run that lacks memory is repeated with half the chunks; with one chunk, on the CPU.
/// 3. A run that fails otherwise on a GPU is repeated on the CPU, and the GPU is left alone from then on: its context may be broken.
/// 4. There are two sets of memory: while the graphs run on the one, the job empties and fills the other. On the CPU both run at once, unless states go from one
///    run to the next: many operators keep one core busy only, and two runs fill the others' pauses.
/// </remarks>
internal sealed class ModelExecution : IDisposable
{
    private readonly ModelSessions _sessions;
    private readonly DevicePool _pool;
    private readonly OnnxSeparationOptions _options;
    private readonly Action<DeviceNotice> _notify;
    private OnnxDevice _device;
    private LoadedModel _model = null!;
    private BoundBuffers[] _sets = [];
    private DeviceHold? _place;

    private ModelExecution(ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify) =>
        (_sessions, _pool, _options, _notify) = (sessions, pool, options, notify);

    public ModelContract Contract => _model.Contract;

    /// <summary>How many runs may be under way: 1 or 2.</summary>
    public int RunsAtOnce { get; private set; } = 1;

    /// <summary>Chunks per run.</summary>
    public int Batch => _sets[0].Buffers.Batch;

    private int Cores => _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;

    /// <summary>The memory of every other run, even or odd; another object once a device failed.</summary>
    public TensorBuffers Buffers(int run) => _sets[run % 2].Buffers;

    /// <summary>Waits for a device and takes it.</summary>
    public static async Task<ModelExecution> StartAsync(
        ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify, CancellationToken cancellationToken)
    {
        var execution = new ModelExecution(sessions, pool, options, notify);
        try
        {
            if (options.Device == OnnxDevice.Cpu)
            {
                await execution.MoveToAsync(OnnxDevice.Cpu, "it was asked for", null, cancellationToken).ConfigureAwait(false);
            }
            else if (sessions.FailureOf(OnnxDevice.Cuda) is { } failure)
            {
                await execution.MoveToAsync(OnnxDevice.Cpu, failure, null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await execution.TryCudaAsync(cancellationToken).ConfigureAwait(false);
            }

            return execution;
        }
        catch
        {
            execution.Dispose();
            throw;
        }
    }

    /// <summary>Runs the graphs on what the inputs of a run hold, on another thread.</summary>
    public Task Start(int run, CancellationToken cancellationToken)
    {
        var set = _sets[run % 2];
        return Task.Run(() => set.Run(_sessions.Manifest.Algebra.DenoiseBothPolarities, cancellationToken), cancellationToken);
    }

    /// <summary>Waits for a run; the memory of no other run may be in use.</summary>
    /// <returns>False where the device failed and something changed: the inputs must be written again, to the new buffers.</returns>
    public async Task<bool> FinishAsync(int run, Task running, CancellationToken cancellationToken)
    {
        var set = _sets[run % 2];
        try
        {
            await running.ConfigureAwait(false);
            set.Buffers.CarryStates(Buffers(run + 1));
            return true;
        }
        catch (DeviceMemoryException e) when (RunsAtOnce > 1 || (Batch > 1 && Contract.FixedChunks == 0))
        {
            Bind(RunsAtOnce > 1 ? Batch : Batch / 2, set.Buffers);
            RunsAtOnce = 1;
            _notify(new DeviceNotice(_sessions.Manifest.Name, _device, $"Memory ran out ({e.Message}); it goes on with {Batch} chunks at a time."));
            return false;
        }
        catch (Exception e) when (_device == OnnxDevice.Cuda && e is not OperationCanceledException)
        {
            var reason = $"the GPU failed: {OnnxNetwork.Sentence(e)}";
            if (e is not DeviceMemoryException)
            {
                _sessions.Fail(OnnxDevice.Cuda, reason);
            }

            await MoveToAsync(OnnxDevice.Cpu, reason, set.Buffers, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (Exception e) when (e is not (OperationCanceledException or MashupException))
        {
            throw new MashupException(MashupStage.Separate, $"The model {_sessions.Manifest.Name} failed: {OnnxNetwork.Sentence(e)}", e);
        }
    }

    public void Dispose()
    {
        Release();
        _place?.Dispose();
    }

    private async Task TryCudaAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MoveToAsync(OnnxDevice.Cuda, "a GPU is there", null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (MashupException or OperationCanceledException))
        {
            var reason = $"CUDA cannot be used: {OnnxNetwork.Sentence(e)}";
            if (e is not DeviceMemoryException)
            {
                _sessions.Fail(OnnxDevice.Cuda, reason);
            }

            await MoveToAsync(OnnxDevice.Cpu, reason, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveToAsync(OnnxDevice device, string reason, TensorBuffers? failed, CancellationToken cancellationToken)
    {
        Release();
        _place?.Dispose();
        _place = null;
        var place = await _pool.EnterAsync(device, ExpectedBytes(failed), cancellationToken).ConfigureAwait(false);
        _place = new DeviceHold(place, device, _sessions.Manifest.Name);
        _model = _sessions.Open(device, cancellationToken);
        _device = device;
        RunsAtOnce = device == OnnxDevice.Cpu && Cores > 1 && !Contract.HasStates ? 2 : 1;
        var wanted = _options.BatchSize ?? (device == OnnxDevice.Cuda ? 4 : 1);
        Bind(Contract.FixedChunks > 0 ? Contract.FixedChunks : Math.Clamp(wanted, 1, Contract.MostChunks), failed);
        _notify(new DeviceNotice(_sessions.Manifest.Name, device, $"Runs on the {(device == OnnxDevice.Cuda ? "GPU" : "CPU")}: {reason.TrimEnd('.')}."));
    }

    /// <summary>A guess: the weights twice, and the tensors of a run many times over, as the layers between are wider.</summary>
    private long ExpectedBytes(TensorBuffers? buffers) => 2 * _sessions.FileBytes + 64L * (buffers?.Inputs.Sum(i => (long)i.Values.Length) ?? 0);

    /// <summary>Makes both sets anew; what the graph remembered before a run that failed goes into either.</summary>
    private void Bind(int batch, TensorBuffers? failed)
    {
        Release();
        _sets = [new BoundBuffers(_model, batch, 0), new BoundBuffers(_model, batch, 1)];
        foreach (var set in _sets)
        {
            failed?.CopyStates(set.Buffers);
        }
    }

    private void Release()
    {
        foreach (var set in _sets)
        {
            set.Dispose();
        }

        _sets = [];
    }
}
