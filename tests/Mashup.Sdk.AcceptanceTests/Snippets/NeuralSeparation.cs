using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of docs/concepts/neural-separation.md, compiled where ONNX Runtime can be had.</summary>
internal static class NeuralSeparation
{
    public static void Register(IServiceCollection services)
    {
        services.AddMashup().UseOnnxSeparation(o => o.Model = "htdemucs");
    }
}
