using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup render PLAN -o OUT</c>: a plan, edited or not, into sound.</summary>
internal static class RenderCommand
{
    public static Command Create(SharedOptions shared)
    {
        var plan = new Argument<string>("PLAN") { Description = "A plan document." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "OUT", Required = true };
        var command = new Command("render", "Renders a plan document, edited or not.") { plan, output, shared.Separator };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(plan);
            var document = Located(PlanDocument.Read(await TextFile.ReadAsync(file, cancellationToken)), file);
            var variant = await ProgressDisplay.RunAsync(p => shared.Engine(parsed).RenderAsync(
                document, parsed.GetRequiredValue(output), parsed.GetValue(shared.Separator), p, cancellationToken));
            Summary.Print(variant);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Files of a plan are looked for where they are named, then beside the plan.</summary>
    private static MashupPlan Located(MashupPlan plan, string planFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(planFile))!;
        return plan with { Tracks = [.. plan.Tracks.Select(t => File.Exists(t.File) ? t : t with { File = Path.Combine(folder, t.File) })] };
    }
}
