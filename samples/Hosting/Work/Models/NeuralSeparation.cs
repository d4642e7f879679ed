using Mashup.Sdk;
using Mashup.Sdk.Gpu;

namespace Mashup.Hosting.Work;

/// <summary>The installed models as separators, each under its name, which the setting <c>Separator</c> chooses.</summary>
internal static class NeuralSeparation
{
    public static void Add(IMashupBuilder builder, ModelSettings settings) => builder.UseOnnxSeparation(o =>
    {
        // A host serves many at once: a neural model costs several times what the built-in separator does, and is the operator's choice.
        o.Model = null;
        o.ModelFolder = settings.Folder;
        o.Device = Enum.Parse<OnnxDevice>(settings.Device, ignoreCase: true);
        o.DeviceIndex = settings.DeviceIndex;
        o.JobsPerDevice = settings.JobsPerDevice;
    });
}
