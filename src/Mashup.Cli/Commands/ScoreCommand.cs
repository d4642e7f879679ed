using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup score OUT --plan PLAN</c>: how good a finished mashup is.</summary>
internal static class ScoreCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("OUT") { Description = "A finished mashup." };
        var plan = new Option<string>("--plan") { Description = "The plan it was rendered from.", HelpName = "PLAN", Required = true };
        var command = new Command("score", "Judges a finished mashup against its plan.") { file, plan, shared.Loudness, shared.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var document = PlanDocument.Read(await TextFile.ReadAsync(parsed.GetRequiredValue(plan), cancellationToken));
            var report = await shared.Engine(parsed).ScoreAsync(parsed.GetRequiredValue(file), document, cancellationToken);
            if (parsed.GetValue(shared.Json))
            {
                Console.WriteLine(QualityDocument.Of(report).ToJsonString());
            }
            else
            {
                Summary.Print(report);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
