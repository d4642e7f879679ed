using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup make A B -o OUT</c>: the main job.</summary>
internal static class MakeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var output = new Option<string>("--output", "-o") { Description = "The file to write.", HelpName = "OUT", Required = true };
        var plan = new Option<string?>("--plan") { Description = "Also write the plan document here.", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "File format, where OUT's extension does not say it." };
        format.AcceptOnlyFromAmong("wav", "flac", "mp3", "ogg", "opus", "m4a");
        var command = new Command("make", "Makes a mashup: analyses, separates, plans and renders.");
        var wishes = new MashupOptionSet(command, shared);
        command.Add(output);
        command.Add(plan);
        command.Add(format);
        command.Add(shared.Quality);
        command.Add(shared.Loudness);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(output);
            var request = await wishes.RequestAsync(parsed, parsed.GetValue(format) is { } extension ? Path.ChangeExtension(file, extension) : file, cancellationToken);
            var engine = shared.Engine(parsed);
            var result = await ProgressDisplay.RunAsync(p => engine.MakeAsync(request, p, cancellationToken));
            var separator = request.Separator ?? engine.Separators[0];
            await WritePlansAsync(result, parsed.GetValue(plan), cancellationToken);
            if (parsed.GetValue(shared.Json))
            {
                Console.WriteLine(ResultDocument.Of(result, separator));
            }
            else
            {
                Summary.Print(result, separator);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WritePlansAsync(MashupResult result, string? file, CancellationToken cancellationToken)
    {
        foreach (var (index, variant) in result.Variants.Index())
        {
            if (file is not null)
            {
                var name = result.Variants.Count == 1 ? file : MashupEngine.VariantFile(file, index + 1);
                await TextFile.WriteAsync(name, PlanDocument.Write(variant.Plan), cancellationToken);
            }
        }
    }
}
