using Mashup.Sdk.Gpu.Models;

namespace Mashup.Sdk.Gpu;

/// <summary>Settings of neural separation.</summary>
public sealed class OnnxSeparationOptions
{
    /// <summary>Name of the model that separates where a request names none; <see langword="null"/> leaves that to the built-in separator, and models are used where they are named.</summary>
    /// <value>The default is <see cref="ModelStore.OwnModel"/>. Where ONNX Runtime cannot be loaded, that one gives way to the built-in separator.</value>
    public string? Model { get; set; } = ModelStore.OwnModel;

    /// <summary>Folder of the installed models.</summary>
    /// <value>The default is <see langword="null"/>: <c>$MASHUP_MODELS</c>, or else <c>mashup/models</c> in the user's data folder.</value>
    public string? ModelFolder { get; set; }

    /// <summary>Where models run.</summary>
    /// <value>The default is <see cref="OnnxDevice.Auto"/>.</value>
    public OnnxDevice Device { get; set; } = OnnxDevice.Auto;

    /// <summary>Which GPU, from 0.</summary>
    /// <value>The default is 0.</value>
    public int DeviceIndex { get; set; }

    /// <summary>Jobs that may be on one device at once, 1 or more; the others wait in order of their priority.</summary>
    /// <value>The default is 3.</value>
    public int JobsPerDevice { get; set; } = 3;

    /// <summary>Threads of one run on the CPU; 0 for one per core. Results are the same bytes for the same number.</summary>
    /// <value>The default is 0.</value>
    public int Threads { get; set; }

    /// <summary>Most chunks per run, where the graph takes any number; halved where memory runs out.</summary>
    /// <value>The default is <see langword="null"/>: 4 on a GPU and 1 on the CPU.</value>
    public int? BatchSize { get; set; }

    /// <summary>Hears which device runs, and why. May be called from any thread.</summary>
    /// <value>The default is <see langword="null"/>; the log says it in any case.</value>
    public Action<DeviceNotice>? Notify { get; set; }
}
