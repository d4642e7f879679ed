using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>Loads graphs with ONNX Runtime: sequential execution, as many threads as asked for, memory patterns kept.</summary>
internal sealed class OnnxNetworkLoader(int threads, int deviceIndex) : INetworkLoader
{
    /// <summary>Whether the native library is there for this machine.</summary>
    public static bool CanLoad => NativeLibrary.TryLoad("onnxruntime", typeof(InferenceSession).Assembly, null, out _);

    public INetwork Load(string path, OnnxDevice device) => Load(options => new InferenceSession(path, options), device);

    public INetwork Load(byte[] graph, OnnxDevice device) => Load(options => new InferenceSession(graph, options), device);

    private OnnxNetwork Load(Func<SessionOptions, InferenceSession> open, OnnxDevice device)
    {
        try
        {
            using var options = new SessionOptions
            {
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                InterOpNumThreads = 1,
                IntraOpNumThreads = threads,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            // Idle threads sleep: several jobs share the processors, and this package's own work comes between the runs.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            if (device == OnnxDevice.Cuda)
            {
                using var cuda = new OrtCUDAProviderOptions();
                cuda.UpdateOptions(new Dictionary<string, string>
                {
                    ["device_id"] = deviceIndex.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["arena_extend_strategy"] = "kSameAsRequested",
                    ["cudnn_conv_algo_search"] = "HEURISTIC",
                    ["use_tf32"] = "0",
                });
                options.AppendExecutionProvider_CUDA(cuda);
            }

            return new OnnxNetwork(open(options), device);
        }
        catch (OnnxRuntimeException e) when (OnnxNetwork.IsMemory(e))
        {
            throw new DeviceMemoryException(OnnxNetwork.Sentence(e), e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(e);
        }
    }

    /// <summary>What a missing or foreign native library comes to.</summary>
    public static MissingComponentException Missing(Exception cause) => new(
        MashupStage.Separate, "ONNX Runtime", "The ONNX Runtime library cannot be loaded on this machine; reinstall Mashup.Sdk.Gpu, or use the built-in separator.", cause);
}
