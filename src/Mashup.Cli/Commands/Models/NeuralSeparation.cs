using Mashup.Cli.Output;
using Mashup.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Cli.Commands;

/// <summary>The installed models as separators, each under its name.</summary>
internal static class NeuralSeparation
{
    public static void Add(IMashupBuilder builder) =>
        builder.UseOnnxSeparation(o => o.Notify = notice => Terminal.Note($"mashup: {notice.Model}: {notice.Reason}"));
}
