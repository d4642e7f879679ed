using Mashup.Sdk;

namespace Mashup.Cli.Commands;

/// <summary>Nothing, in a build without ONNX Runtime.</summary>
internal static class NeuralSeparation
{
    public static void Add(IMashupBuilder builder)
    {
        // The built-in separator is all there is.
    }
}
