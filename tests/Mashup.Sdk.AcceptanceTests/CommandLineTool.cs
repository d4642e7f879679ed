using System.Diagnostics;
using Mashup.Sdk.Tests;

namespace Mashup.Sdk.AcceptanceTests;

/// <summary>Runs the built command as a process, as a user would.</summary>
internal static class CommandLineTool
{
    private static readonly string Dll = Directory.EnumerateFiles(
        Path.Combine(SharedData.Repository, "artifacts", "bin", "Mashup.Cli"), "mashup.dll", SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).First();

    public static Task<Answer> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    public static async Task<Answer> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await errors);
    }

    public static Process Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Dll, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // A command that runs once gains nothing from being watched by the compiler.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    internal sealed record Answer(int Code, string Output, string Errors);
}
