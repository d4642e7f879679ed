using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Nothing, in a build without ONNX Runtime.</summary>
internal static class NeuralSeparation
{
    public static void Add(IMashupBuilder builder, ModelSettings settings)
    {
        // The built-in separator is all there is.
    }
}
