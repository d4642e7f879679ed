using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>One set of a job's memory, and the graphs bound to it.</summary>
internal sealed class BoundBuffers : IDisposable
{
    private readonly List<INetworkBinding> _bindings = [];

    /// <summary>Takes the memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Chunks per run.</param>
    /// <param name="set">Which set it is, from 0.</param>
    public BoundBuffers(LoadedModel model, int batch, int set)
    {
        Buffers = new TensorBuffers(model.Contract, batch, set);
        try
        {
            foreach (var (file, network) in model.Networks.Index())
            {
                _bindings.Add(network.Bind(Buffers.Inputs, Buffers.Outputs[file]));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TensorBuffers Buffers { get; }

    /// <summary>Runs every graph once, or, where both polarities are wanted, twice: ½ f(x) − ½ f(−x).</summary>
    public void Run(bool bothPolarities, CancellationToken cancellationToken)
    {
        Run(cancellationToken);
        if (!bothPolarities)
        {
            return;
        }

        var upright = Buffers.Outputs.Select(file => file.Select(o => o.Values.ToArray()).ToArray()).ToArray();
        foreach (var input in Buffers.Inputs)
        {
            TensorPrimitives.Negate(input.Values, input.Values);
        }

        Run(cancellationToken);
        foreach (var (output, first) in Buffers.Outputs.SelectMany(o => o).Zip(upright.SelectMany(o => o)))
        {
            TensorPrimitives.Subtract(first, output.Values, output.Values);
            TensorPrimitives.Multiply(output.Values, 0.5f, output.Values);
        }
    }

    public void Dispose() => _bindings.ForEach(b => b.Dispose());

    private void Run(CancellationToken cancellationToken)
    {
        foreach (var binding in _bindings)
        {
            binding.Run(cancellationToken);
        }
    }
}
