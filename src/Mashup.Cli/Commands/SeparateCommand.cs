using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Audio;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup separate FILE -o DIR</c>: a song into stems.</summary>
internal static class SeparateCommand
{
    /// <summary>Writes the stems of any length as they are made; models hold a song and its stems in memory, and are used where they are asked for.</summary>
    private const string Streaming = "builtin";

    public static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("FILE") { Description = "An audio file." };
        var folder = new Option<string>("--output", "-o") { Description = "Folder for the stems.", HelpName = "DIR", Required = true };
        var stems = new Option<string>("--stems") { Description = "Which stems to write.", HelpName = "vocals,drums,bass,other", DefaultValueFactory = _ => "vocals,drums,bass,other,instrumental" };
        stems.Validators.Add(r =>
        {
            foreach (var name in (r.GetValueOrDefault<string>() ?? "").Split(',').Where(n => !TryParse(n, out _)))
            {
                r.AddError($"'{name}' is not a stem; there are vocals, drums, bass, other and instrumental.");
            }
        });
        var command = new Command("separate", "Splits a song into vocals, drums, bass and other (approximate: see docs/concepts/separation.md).") { file, folder, stems, shared.Separator };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Folder.Create(parsed.GetRequiredValue(folder));
            var engine = shared.Engine(parsed);
            var separator = parsed.GetValue(shared.Separator) ?? Streaming;
            var kinds = parsed.GetRequiredValue(stems).Split(',').Select(n => TryParse(n, out var kind) ? kind : default).Distinct().ToArray();
            var files = await ProgressDisplay.RunAsync(p => engine.SeparateToAsync(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder), kinds, separator, p, cancellationToken));
            Terminal.Note($"mashup: stems by the separator '{separator}'");
            foreach (var written in files)
            {
                Console.WriteLine(written);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static bool TryParse(string name, out StemKind kind) =>
        Enum.TryParse(name.Trim(), ignoreCase: true, out kind) && Enum.IsDefined(kind) && kind != StemKind.Mix && !char.IsDigit(name[0]);
}
