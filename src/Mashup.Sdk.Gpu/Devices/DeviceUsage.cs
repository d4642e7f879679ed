namespace Mashup.Sdk.Gpu.Devices;

/// <summary>What a device has to do.</summary>
/// <param name="Device">Which.</param>
/// <param name="Running">Jobs on it.</param>
/// <param name="Waiting">Jobs that wait for it.</param>
/// <param name="FreeBytes">Its free memory, or <see langword="null"/> where that is not known.</param>
public sealed record DeviceUsage(OnnxDevice Device, int Running, int Waiting, long? FreeBytes);
