namespace Mashup.Sdk.Gpu.Devices;

/// <summary>Knows how much memory a device has left.</summary>
internal interface IDeviceMemory
{
    /// <summary>Free bytes, or <see langword="null"/> where nobody knows.</summary>
    long? FreeBytes(OnnxDevice device);
}
