namespace Mashup.Sdk.Gpu;

/// <summary>Where a model runs.</summary>
public enum OnnxDevice
{
    /// <summary>CUDA where it is there and works, otherwise the CPU.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU; the CPU steps in where it fails.</summary>
    Cuda,
}
