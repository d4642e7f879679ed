using Microsoft.ML.OnnxRuntime;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>A graph in an ONNX Runtime session.</summary>
internal sealed class OnnxNetwork : INetwork
{
    private readonly InferenceSession _session;
    private readonly OnnxDevice _device;

    public OnnxNetwork(InferenceSession session, OnnxDevice device)
    {
        (_session, _device) = (session, device);
        Graph = new GraphShape(
            [.. session.InputNames.Select(n => Describe(n, session.InputMetadata[n]))],
            [.. session.OutputNames.Select(n => Describe(n, session.OutputMetadata[n]))]);
    }

    public GraphShape Graph { get; }

    public INetworkBinding Bind(IReadOnlyList<TensorMemory> inputs, IReadOnlyList<TensorMemory> outputs) => new Binding(this, inputs, outputs);

    public void Dispose() => _session.Dispose();

    /// <summary>Whether a failure means that memory ran out.</summary>
    public static bool IsMemory(OnnxRuntimeException e) =>
        e.Message.Contains("Failed to allocate memory", StringComparison.OrdinalIgnoreCase) ||
        e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) ||
        e.Message.Contains("CUDNN_STATUS_ALLOC_FAILED", StringComparison.Ordinal) ||
        e.Message.Contains("CUBLAS_STATUS_ALLOC_FAILED", StringComparison.Ordinal) ||
        e.Message.Contains("bad_alloc", StringComparison.Ordinal);

    /// <summary>The first line of what the library says, without its error class.</summary>
    public static string Sentence(Exception e)
    {
        var line = e.Message.Split('\n')[0].Trim();
        return line.StartsWith("[ErrorCode:", StringComparison.Ordinal) ? line[(line.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim() : line;
    }

    private static GraphTensor Describe(string name, NodeMetadata tensor) => tensor.IsTensor
        ? new GraphTensor(name, [.. tensor.Dimensions.Select(d => (long)d)], tensor.ElementType == typeof(float))
        : new GraphTensor(name, [], IsFloat: false);

    private sealed class Binding : INetworkBinding
    {
        private readonly OnnxNetwork _network;
        private readonly OrtIoBinding _binding;
        private readonly OrtValue[] _inputs;
        private readonly OrtValue[] _outputs;

        public Binding(OnnxNetwork network, IReadOnlyList<TensorMemory> inputs, IReadOnlyList<TensorMemory> outputs)
        {
            _network = network;
            _binding = network._session.CreateIoBinding();
            _inputs = [.. inputs.Select(Value)];
            _outputs = [.. outputs.Select(Value)];
            BindInputs();
            foreach (var (tensor, value) in network.Graph.Outputs.Zip(_outputs))
            {
                _binding.BindOutput(tensor.Name, value);
            }
        }

        public void Run(CancellationToken cancellationToken)
        {
            using var options = new RunOptions();
            using var stop = cancellationToken.Register(static o => ((RunOptions)o!).Terminate = true, options);
            try
            {
                if (_network._device != OnnxDevice.Cpu)
                {
                    // A device takes its copy when it is bound, not when it runs.
                    BindInputs();
                }

                _network._session.RunWithBinding(options, _binding);
                _binding.SynchronizeBoundOutputs();
            }
            catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (OnnxRuntimeException e) when (IsMemory(e))
            {
                throw new DeviceMemoryException(Sentence(e), e);
            }
        }

        public void Dispose()
        {
            _binding.Dispose();
            foreach (var value in (OrtValue[])[.. _inputs, .. _outputs])
            {
                value.Dispose();
            }
        }

        private static OrtValue Value(TensorMemory memory) => OrtValue.CreateTensorValueFromMemory(memory.Values, memory.Shape);

        private void BindInputs()
        {
            foreach (var (tensor, value) in _network.Graph.Inputs.Zip(_inputs))
            {
                _binding.BindInput(tensor.Name, value);
            }
        }
    }
}
