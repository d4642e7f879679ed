namespace Mashup.Sdk.Gpu.Networks;

/// <summary>A loaded graph; may be bound and run by several jobs at once.</summary>
internal interface INetwork : IDisposable
{
    GraphShape Graph { get; }

    /// <summary>Ties the graph to the memory of one job.</summary>
    INetworkBinding Bind(IReadOnlyList<TensorMemory> inputs, IReadOnlyList<TensorMemory> outputs);
}

/// <summary>A graph and the memory it reads and writes.</summary>
internal interface INetworkBinding : IDisposable
{
    /// <summary>Runs the graph once; cancellation stops it at its next operator.</summary>
    /// <exception cref="DeviceMemoryException">The device has not enough memory.</exception>
    void Run(CancellationToken cancellationToken);
}

/// <summary>Loads graphs.</summary>
internal interface INetworkLoader
{
    INetwork Load(string path, OnnxDevice device);

    /// <summary>Loads a graph that lies in memory.</summary>
    INetwork Load(byte[] graph, OnnxDevice device);
}

/// <summary>Numbers that a graph reads or writes, and their shape.</summary>
internal sealed record TensorMemory(float[] Values, long[] Shape);

/// <summary>A device has not enough memory for what was asked.</summary>
internal sealed class DeviceMemoryException(string message, Exception? innerException = null) : Exception(message, innerException);
