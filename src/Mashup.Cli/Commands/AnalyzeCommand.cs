using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Analysis;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup analyze FILE…</c>: what is found in each song.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var files = new Argument<string[]>("FILES") { Description = "Audio files.", Arity = ArgumentArity.OneOrMore };
        var folder = new Option<string?>("--output", "-o") { Description = "Write one document per file into this folder.", HelpName = "DIR" };
        var command = new Command("analyze", "Finds beats, key, chords, sections, vocals and loudness.") { files, folder, shared.Json };
        var inspection = new InspectionOptions(command, files);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = shared.Engine(parsed);
            var code = ExitCode.Done;
            foreach (var file in parsed.GetRequiredValue(files))
            {
                try
                {
                    var song = await ProgressDisplay.RunAsync(p => engine.AnalyzeAsync(file, p, cancellationToken));
                    await ShowAsync(song, parsed.GetValue(folder), parsed.GetValue(shared.Json), cancellationToken);
                    await inspection.WriteAsync(engine, song, parsed, cancellationToken);
                }
                catch (MashupException exception) when (parsed.GetRequiredValue(files).Length > 1)
                {
                    // One bad file does not keep the others from being analysed.
                    Terminal.Error(exception.Message);
                    code = ExitCode.Of(exception);
                }
            }

            return code;
        });
        return command;
    }

    private static async Task ShowAsync(AnalyzedSong song, string? folder, bool json, CancellationToken cancellationToken)
    {
        var document = AnalysisDocument.Write(song.Analysis, song.File, song.Sha256);
        if (folder is not null)
        {
            Folder.Create(folder);
            await TextFile.WriteAsync(Path.Combine(folder, Path.GetFileNameWithoutExtension(song.File) + ".json"), document, cancellationToken);
        }

        if (json)
        {
            Console.WriteLine(document);
        }
        else
        {
            Summary.Print(song);
        }
    }
}
