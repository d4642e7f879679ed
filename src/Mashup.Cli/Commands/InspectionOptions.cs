using System.CommandLine;
using System.CommandLine.Parsing;
using Mashup.Sdk;

namespace Mashup.Cli.Commands;

/// <summary><c>--plot</c> and <c>--click</c>: an analysis for the eye and for the ear. One song takes a file, several a folder.</summary>
internal sealed class InspectionOptions
{
    private static readonly string[] Pictures = [".png", ".svg"];
    private static readonly string[] Sounds = [".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a"];

    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the analysis over the song; a folder takes one picture per song.", HelpName = "OUT.png|OUT.svg|DIR" };
    private readonly Option<string?> _click = new("--click") { Description = "Write the song with a click on every beat; a folder takes one file per song.", HelpName = "OUT.wav|OUT.mp3|DIR" };

    public InspectionOptions(Command command, Argument<string[]> files)
    {
        command.Add(_plot);
        command.Add(_click);
        command.Validators.Add(result =>
        {
            var songs = result.GetValue(files) ?? [];
            Check(result, _plot, Pictures, songs);
            Check(result, _click, Sounds, songs);
        });
    }

    public async Task WriteAsync(MashupEngine engine, AnalyzedSong song, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_plot) is { } plot)
        {
            await engine.PlotAsync(song, Target(plot, song, ".png"), cancellationToken);
        }

        if (parsed.GetValue(_click) is { } click)
        {
            await engine.ClickAsync(song, Target(click, song, ".wav"), cancellationToken);
        }
    }

    private static void Check(CommandResult result, Option<string?> option, string[] extensions, string[] songs)
    {
        if (result.GetValue(option) is not { } target)
        {
            return;
        }

        var known = string.Join(", ", extensions[..^1]) + " or " + extensions[^1];
        if (!IsFolder(target) && !extensions.Contains(Path.GetExtension(target).ToLowerInvariant()))
        {
            result.AddError($"{option.Name} writes {known}, not {Path.GetFileName(target)}.");
        }
        else if (songs.Length > 1 && !IsFolder(target))
        {
            result.AddError($"{option.Name} {target} holds one song, but {songs.Length} were given; name a folder.");
        }
        else if (IsFolder(target) && songs.GroupBy(Path.GetFileNameWithoutExtension).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            result.AddError($"{option.Name} {target} would write {same.Key} twice; the songs' names must differ.");
        }
    }

    private static string Target(string target, AnalyzedSong song, string extension)
    {
        if (!IsFolder(target))
        {
            return target;
        }

        Folder.Create(target);
        return Path.Combine(target, Path.GetFileNameWithoutExtension(song.File) + extension);
    }

    // What has no extension is a folder, there or to be made.
    private static bool IsFolder(string target) => Directory.Exists(target) || !Path.HasExtension(target);
}
