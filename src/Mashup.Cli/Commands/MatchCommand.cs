using System.CommandLine;
using System.Text.Json.Nodes;
using Mashup.Cli.Output;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup match SONG FILE…</c>: who goes with whom.</summary>
internal static class MatchCommand
{
    public static Command Create(SharedOptions shared)
    {
        var song = new Argument<string>("SONG") { Description = "The song to find partners for." };
        var files = new Argument<string[]>("FILES") { Description = "The songs to rank.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("match", "Ranks songs by how well they go with one song, both ways round.") { song, files, shared.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var matches = await ProgressDisplay.RunAsync(p => shared.Engine(parsed).MatchAsync(
                parsed.GetRequiredValue(song), parsed.GetRequiredValue(files), p, cancellationToken));
            if (parsed.GetValue(shared.Json))
            {
                Console.WriteLine(new JsonObject
                {
                    ["schema"] = "mashup.match/1",
                    ["song"] = parsed.GetRequiredValue(song),
                    ["matches"] = new JsonArray([.. matches.Select(MatchDocument.Of)]),
                }.ToJsonString());
            }
            else
            {
                Summary.Print(matches);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
