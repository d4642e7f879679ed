using System.CommandLine;
using System.Runtime.InteropServices;
using Mashup.Cli.Commands;
using Mashup.Cli.Output;

namespace Mashup.Cli;

/// <summary>The whole command line: parses, runs, and turns every ending into an exit code and at most one sentence.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var shared = new SharedOptions();
        var root = new RootCommand("Songs in, a mashup out: on the beat, in key, mixed and loud enough.")
        {
            MakeCommand.Create(shared),
            AnalyzeCommand.Create(shared),
            SeparateCommand.Create(shared),
            PlanCommand.Create(shared),
            RenderCommand.Create(shared),
            StretchCommand.Create(shared),
            LoudnessCommand.Create(shared),
            MatchCommand.Create(shared),
            ScoreCommand.Create(shared),
            DemoCommand.Create(shared),
            ModelsCommand.Create(),
            BenchCommand.Create(shared),
        };
        shared.AddTo(root);

        using var interrupted = new CancellationTokenSource();
        using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Terminal.Error(parsed.Errors[0].Message);
            Terminal.Note($"'mashup {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help' tells how.");
            return ExitCode.WrongCommandLine;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupted.Token);
        }
        catch (Exception exception)
        {
            Terminal.Error(exception is OperationCanceledException ? "Cancelled." : exception.Message.Split(" (Parameter '")[0]);
            if (parsed.GetValue(shared.Verbose))
            {
                Terminal.Note(exception.ToString());
            }

            return ExitCode.Of(exception);
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
    }
}
