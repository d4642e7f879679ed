using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Gpu;
using Mashup.Sdk.Gpu.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Cli.Commands;

/// <summary>The package's own model, which is the default where ONNX Runtime is there, and the installed ones, each under its name.</summary>
internal static class NeuralSeparation
{
    public static void Add(IMashupBuilder builder) => builder.UseOnnxSeparation(o =>
    {
        // Each song uses every core, and what it needs of memory is as much again as its stems.
        o.JobsPerDevice = 1;
        o.Notify = Say;
    });

    /// <summary>Who chose a model wants to know where it runs; the package's own is there without being asked for.</summary>
    private static void Say(DeviceNotice notice)
    {
        if (notice.Model != ModelStore.OwnModel)
        {
            Terminal.Note($"mashup: {notice.Model}: {notice.Reason}");
        }
    }
}
