using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk;
using Mashup.Sdk.Demo;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup demo -o DIR</c>: two synthetic songs and a mashup of them.</summary>
internal static class DemoCommand
{
    public static Command Create(SharedOptions shared)
    {
        var folder = new Option<string>("--output", "-o") { Description = "Folder for the songs and the mashup.", HelpName = "DIR", DefaultValueFactory = _ => "mashup-demo" };
        var command = new Command("demo", "Writes two synthetic songs and a mashup of them: works on a machine with no music on it.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = parsed.GetRequiredValue(folder);
            Folder.Create(target);
            var engine = shared.Engine(parsed);
            var songs = new List<string>();
            foreach (var song in Enum.GetValues<DemoSong>())
            {
                songs.Add(Path.Combine(target, song + ".wav"));
                await engine.WriteAsync(DemoSongs.Create(song, cancellationToken), songs[^1], cancellationToken);
            }

            var request = new MashupRequest(songs) { Output = Path.Combine(target, "mashup.mp3"), DurationSeconds = 60 };
            Summary.Print(await ProgressDisplay.RunAsync(p => engine.MakeAsync(request, p, cancellationToken)), engine.Separators[0]);
            return ExitCode.Done;
        });
        return command;
    }
}
