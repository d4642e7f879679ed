using System.CommandLine;
using Mashup.Sdk;
using Mashup.Sdk.Planning;

namespace Mashup.Cli;

/// <summary>Songs and wishes, as <c>make</c> and <c>plan</c> share them.</summary>
internal sealed class MashupOptionSet
{
    private readonly SharedOptions _shared;
    private readonly Argument<string[]> _songs = new("SONGS") { Description = "2 to 5 audio files.", Arity = new ArgumentArity(2, 5) };
    private readonly Option<double> _duration = new("--duration")
    {
        Description = "Length of the mashup, m:ss or seconds.",
        HelpName = "1:00|2:00|3:00|m:ss|seconds",
        DefaultValueFactory = _ => 120,
        CustomParser = DurationArgument.Parse,
    };

    private readonly Option<double> _energy = Slider("--energy", "0 (chill) to 1 (hype).", 0.5);
    private readonly Option<double> _style = Slider("--style", "0 (safe) to 1 (experimental).", 0.3);
    private readonly Option<int> _variants = new("--variants") { Description = "How many different mashups, 1 to 3, best first.", HelpName = "1..3", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _seed = new("--seed") { Description = "Same seed and songs, same mashup.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _vocals = new("--vocals") { Description = "Which of the songs sings.", HelpName = "FILE" };

    private readonly Option<ExcludedRegion[]> _excluded = new("--exclude")
    {
        Description = "A part of a song that must not be heard; may be given several times.",
        HelpName = "FILE@START-END",
        CustomParser = ExcludedArgument.Parse,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _revised = new("--revise") { Description = "An earlier plan of the same songs: its tempo and its locked clips stay.", HelpName = "PLAN" };
    private readonly Option<string[]> _locked = new("--lock") { Description = "Ids of clips of that plan that stay as they are.", HelpName = "ID", DefaultValueFactory = _ => [] };

    public MashupOptionSet(Command command, SharedOptions shared)
    {
        _shared = shared;
        _variants.Validators.Add(r => Within(r, r.GetValueOrDefault<int>(), 1, 3));
        _locked.AllowMultipleArgumentsPerToken = true;
        command.Validators.Add(r =>
        {
            if (r.GetValue(_locked) is { Length: > 0 } && r.GetValue(_revised) is null)
            {
                r.AddError("--lock names clips of a plan; say which with --revise PLAN.");
            }
        });
        command.Add(_songs);
        foreach (var option in (Option[])[_duration, _energy, _style, _variants, _seed, _vocals, _excluded, _revised, _locked, shared.Separator, shared.Json])
        {
            command.Add(option);
        }
    }

    public async Task<MashupRequest> RequestAsync(ParseResult parsed, string output, CancellationToken cancellationToken) => new(parsed.GetRequiredValue(_songs))
    {
        Output = output,
        DurationSeconds = parsed.GetValue(_duration),
        Energy = parsed.GetValue(_energy),
        Style = parsed.GetValue(_style),
        Variants = parsed.GetValue(_variants),
        Seed = parsed.GetValue(_seed),
        VocalsFrom = parsed.GetValue(_vocals),
        Excluded = parsed.GetRequiredValue(_excluded),
        Revision = parsed.GetValue(_revised) is { } plan
            ? new PlanRevision(PlanDocument.Read(await TextFile.ReadAsync(plan, cancellationToken)), parsed.GetRequiredValue(_locked))
            : null,
        Separator = parsed.GetValue(_shared.Separator),
    };

    private static Option<double> Slider(string name, string description, double value)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "0..1", DefaultValueFactory = _ => value };
        option.Validators.Add(r => Within(r, r.GetValueOrDefault<double>(), 0, 1));
        return option;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            result.AddError(FormattableString.Invariant($"{result.Option.Name} is from {low} to {high}, not {value}."));
        }
    }
}
