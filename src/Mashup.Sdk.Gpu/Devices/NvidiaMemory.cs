using System.Runtime.InteropServices;

namespace Mashup.Sdk.Gpu.Devices;

/// <summary>Asks NVIDIA's management library, where the driver brought one.</summary>
internal sealed unsafe class NvidiaMemory : IDeviceMemory
{
    private readonly uint _index;
    private readonly Lazy<Library?> _library = new(Library.TryOpen);

    public NvidiaMemory(int index) => _index = (uint)index;

    public long? FreeBytes(OnnxDevice device) => device == OnnxDevice.Cuda ? _library.Value?.Free(_index) : null;

    private sealed class Library(delegate* unmanaged<uint, nint*, int> handle, delegate* unmanaged<nint, Memory*, int> memory)
    {
        public static Library? TryOpen()
        {
            foreach (var name in (string[])["libnvidia-ml.so.1", "nvml.dll"])
            {
                if (NativeLibrary.TryLoad(name, out var library)
                    && NativeLibrary.TryGetExport(library, "nvmlInit_v2", out var start)
                    && NativeLibrary.TryGetExport(library, "nvmlDeviceGetHandleByIndex_v2", out var handle)
                    && NativeLibrary.TryGetExport(library, "nvmlDeviceGetMemoryInfo", out var memory)
                    && ((delegate* unmanaged<int>)start)() == 0)
                {
                    return new Library((delegate* unmanaged<uint, nint*, int>)handle, (delegate* unmanaged<nint, Memory*, int>)memory);
                }
            }

            return null;
        }

        public long? Free(uint index)
        {
            nint device;
            Memory found;
            return handle(index, &device) == 0 && memory(device, &found) == 0 ? (long)found.Free : null;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
