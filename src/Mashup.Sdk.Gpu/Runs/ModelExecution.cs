using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>One job's hold on a model: a place on a device, memory, and what to do when the device fails.</summary>
/// <remarks>
/// 1. CUDA first, unless it is not wanted or failed before; where its session cannot be made, the CPU.
/// 2. A run that lacks memory is repeated with half the chunks; with one chunk, on the CPU.
/// 3. A run that fails otherwise on a GPU is repeated on the CPU, and the GPU is left alone from then on: its context may be broken.
/// </remarks>
internal sealed class ModelExecution : IDisposable
{
    private readonly ModelSessions _sessions;
    private readonly DevicePool _pool;
    private readonly OnnxSeparationOptions _options;
    private readonly Action<DeviceNotice> _notify;
    private OnnxDevice _device;
    private LoadedModel _model = null!;
    private INetworkBinding[] _bindings = [];
    private DeviceHold? _place;

    private ModelExecution(ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify) =>
        (_sessions, _pool, _options, _notify) = (sessions, pool, options, notify);

    public ModelContract Contract => _model.Contract;

    public TensorBuffers Buffers { get; private set; } = null!;

    /// <summary>Waits for a device and takes it.</summary>
    public static async Task<ModelExecution> StartAsync(
        ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify, CancellationToken cancellationToken)
    {
        var execution = new ModelExecution(sessions, pool, options, notify);
        try
        {
            if (options.Device == OnnxDevice.Cpu)
            {
                await execution.MoveToAsync(OnnxDevice.Cpu, "it was asked for", cancellationToken).ConfigureAwait(false);
            }
            else if (sessions.FailureOf(OnnxDevice.Cuda) is { } failure)
            {
                await execution.MoveToAsync(OnnxDevice.Cpu, failure, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Runs the graphs on what the inputs hold.</summary>
    /// <returns>False where the device failed and something changed: the inputs must be written again, to the new buffers.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Run(cancellationToken);
            return true;
        }
        catch (DeviceMemoryException e) when (Buffers.Batch > 1 && Contract.FixedChunks == 0)
        {
            Bind(Buffers.Batch / 2);
            _notify(new DeviceNotice(_sessions.Manifest.Name, _device, $"Memory ran out ({e.Message}); it goes on with {Buffers.Batch} chunks at a time."));
            return false;
        }
        catch (Exception e) when (_device == OnnxDevice.Cuda && e is not OperationCanceledException)
        {
            var reason = $"the GPU failed: {OnnxNetwork.Sentence(e)}";
            if (e is not DeviceMemoryException)
            {
                _sessions.Fail(OnnxDevice.Cuda, reason);
            }

            await MoveToAsync(OnnxDevice.Cpu, reason, cancellationToken).ConfigureAwait(false);
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
            await MoveToAsync(OnnxDevice.Cuda, "a GPU is there", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (MashupException or OperationCanceledException))
        {
            var reason = $"CUDA cannot be used: {OnnxNetwork.Sentence(e)}";
            if (e is not DeviceMemoryException)
            {
                _sessions.Fail(OnnxDevice.Cuda, reason);
            }

            await MoveToAsync(OnnxDevice.Cpu, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveToAsync(OnnxDevice device, string reason, CancellationToken cancellationToken)
    {
        Release();
        _place?.Dispose();
        _place = null;
        _place = new DeviceHold(await _pool.EnterAsync(device, ExpectedBytes(), cancellationToken).ConfigureAwait(false), device, _sessions.Manifest.Name);
        _model = _sessions.Open(device, cancellationToken);
        _device = device;
        var wanted = _options.BatchSize ?? (device == OnnxDevice.Cuda ? 4 : 1);
        Bind(Contract.FixedChunks > 0 ? Contract.FixedChunks : Math.Clamp(wanted, 1, Contract.MostChunks));
        _notify(new DeviceNotice(_sessions.Manifest.Name, device, $"Runs on the {(device == OnnxDevice.Cuda ? "GPU" : "CPU")}: {reason.TrimEnd('.')}."));
    }

    /// <summary>A guess: the weights twice, and the tensors of a run many times over, as the layers between are wider.</summary>
    private long ExpectedBytes() => 2 * _sessions.FileBytes + 64L * (Buffers?.Inputs.Sum(i => (long)i.Values.Length) ?? 0);

    private void Bind(int batch)
    {
        Release();
        var before = Buffers;
        Buffers = new TensorBuffers(Contract, batch);
        if (before is not null && before.Batch == batch)
        {
            // What the graph remembers survives a change of device.
            foreach (var (from, to) in before.Inputs.Zip(Buffers.Inputs))
            {
                from.Values.CopyTo(to.Values, 0);
            }
        }

        _bindings = [.. _model.Networks.Select((n, i) => n.Bind(Buffers.Inputs, Buffers.Outputs[i]))];
    }

    private void Release()
    {
        foreach (var binding in _bindings)
        {
            binding.Dispose();
        }

        _bindings = [];
    }

    private void Run(CancellationToken cancellationToken)
    {
        foreach (var binding in _bindings)
        {
            binding.Run(cancellationToken);
        }

        if (_sessions.Manifest.Algebra.DenoiseBothPolarities)
        {
            RunInverted(cancellationToken);
        }
    }

    /// <summary>½ f(x) − ½ f(−x).</summary>
    private void RunInverted(CancellationToken cancellationToken)
    {
        var upright = Buffers.Outputs.Select(file => file.Select(o => o.Values.ToArray()).ToArray()).ToArray();
        foreach (var input in Buffers.Inputs)
        {
            TensorPrimitives.Negate(input.Values, input.Values);
        }

        foreach (var binding in _bindings)
        {
            binding.Run(cancellationToken);
        }

        foreach (var (output, first) in Buffers.Outputs.SelectMany(o => o).Zip(upright.SelectMany(o => o)))
        {
            TensorPrimitives.Subtract(first, output.Values, output.Values);
            TensorPrimitives.Multiply(output.Values, 0.5f, output.Values);
        }
    }
}
