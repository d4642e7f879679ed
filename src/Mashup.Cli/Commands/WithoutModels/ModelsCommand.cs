using System.CommandLine;
using Mashup.Cli.Output;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup models</c> in a build without ONNX Runtime: there are none.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Lists the installed separation models.") { TreatUnmatchedTokensAsErrors = false };
        list.SetAction(_ =>
        {
            Console.WriteLine("This build has no neural separation, so there are no models; the built-in separator needs none.");
            return ExitCode.Done;
        });
        var verify = new Command("verify", "Checks the installed models against their manifests.") { TreatUnmatchedTokensAsErrors = false };
        verify.SetAction(_ =>
        {
            Console.WriteLine("This build has no neural separation: nothing to verify.");
            return ExitCode.Done;
        });
        return new Command("models", "Separation models and their manifests.") { list, verify, Unavailable("add", "Installs a separation model."), Unavailable("remove", "Deletes an installed model.") };
    }

    private static Command Unavailable(string name, string description)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ =>
        {
            Terminal.Error("This build separates with the built-in separator only: ONNX Runtime was not to be had when it was built.");
            return ExitCode.MissingComponent;
        });
        return command;
    }
}
