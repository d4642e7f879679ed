using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Spectre.Console;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup render PLAN -o OUT [--from BEAT] [--beats N]</c>: a plan, edited or not, into sound.</summary>
internal static class RenderCommand
{
    public static Command Create(SharedOptions shared)
    {
        var plan = new Argument<string>("PLAN") { Description = "A plan document." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "OUT", Required = true };
        var from = new Option<double?>("--from") { Description = "Render only a part: from this beat on.", HelpName = "BEAT" };
        var beats = new Option<double?>("--beats") { Description = "Length of the part, beats; without it, to the end.", HelpName = "N" };
        foreach (var option in (Option<double?>[])[from, beats])
        {
            option.Validators.Add(r =>
            {
                if (r.GetValueOrDefault<double?>() is not (>= 0 and <= 100_000))
                {
                    r.AddError($"{option.Name} takes a number of beats, 0 or more.");
                }
            });
        }

        var command = new Command("render", "Renders a plan document, edited or not.") { plan, output, from, beats, shared.Separator, shared.Quality, shared.Loudness };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(plan);
            // Made while the plan is read: an edit is to be heard soon.
            var making = Task.Run(() => shared.Engine(parsed), cancellationToken);
            var document = Located(PlanDocument.Read(await TextFile.ReadAsync(file, cancellationToken)), file);
            var engine = await making;
            if (parsed.GetValue(from) is not null || parsed.GetValue(beats) is not null)
            {
                var range = new BeatRange(parsed.GetValue(from) ?? 0, parsed.GetValue(beats) ?? 100_000);
                var audio = await ProgressDisplay.RunAsync(p => engine.PreviewAsync(document, range, parsed.GetValue(shared.Separator), p, cancellationToken));
                await engine.WriteAsync(audio, parsed.GetRequiredValue(output), cancellationToken);
                Terminal.Stdout.MarkupLine($"[green]✓[/] {Markup.Escape(parsed.GetRequiredValue(output))}");
                return ExitCode.Done;
            }

            var variant = await ProgressDisplay.RunAsync(p => engine.RenderAsync(
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
