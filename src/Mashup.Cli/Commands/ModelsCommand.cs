using System.CommandLine;
using Mashup.Cli.Output;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup models</c>: separation models. Neural separation is not part of this build yet, so there are none.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the installed separation models.");
        list.SetAction(_ =>
        {
            Console.WriteLine("No models are installed; the built-in separator needs none.");
            return ExitCode.Done;
        });
        var source = new Argument<string>("FILE-OR-URL") { Description = "A model." };
        var add = new Command("add", "Installs a separation model.") { source };
        add.SetAction(_ => Unavailable());
        var verify = new Command("verify", "Checks the installed models against their manifests.");
        verify.SetAction(_ =>
        {
            Console.WriteLine("No models are installed: nothing to verify.");
            return ExitCode.Done;
        });
        return new Command("models", "Separation models and their manifests.") { list, add, verify };
    }

    private static int Unavailable()
    {
        Terminal.Error("This build separates with the built-in separator only; neural models need the Mashup.Sdk.Gpu package, which is not in it.");
        return ExitCode.MissingComponent;
    }
}
