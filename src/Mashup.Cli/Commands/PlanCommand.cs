using System.CommandLine;
using Mashup.Cli.Output;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup plan A B</c>: what would play when, and why.</summary>
internal static class PlanCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new Command("plan", "Plans a mashup without making it.");
        var explain = new Option<bool>("--explain") { Description = "Print a timeline that says what plays when, from where, and why." };
        var wishes = new MashupOptionSet(command, shared);
        command.Add(explain);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = await wishes.RequestAsync(parsed, "mashup.wav", cancellationToken);
            var plans = await ProgressDisplay.RunAsync(p => shared.Engine(parsed).PlanAsync(request, p, cancellationToken));
            if (!parsed.GetValue(shared.Json))
            {
                foreach (var plan in plans)
                {
                    if (parsed.GetValue(explain))
                    {
                        PlanExplanation.Print(plan);
                    }
                    else
                    {
                        Summary.Print(plan);
                    }
                }
            }
            else if (plans is [var only])
            {
                Console.Write(PlanDocument.Write(only));
            }
            else
            {
                // Several plans are still one document: an array.
                Console.WriteLine($"[{string.Join(',', plans.Select(PlanDocument.Write))}]");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
