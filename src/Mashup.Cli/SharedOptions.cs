using System.CommandLine;
using Mashup.Cli.Commands;
using Mashup.Sdk;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Cli;

/// <summary>Options of every command that runs the engine.</summary>
internal sealed class SharedOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document and nothing else." };

    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "Neither use nor keep stage artefacts.", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where an error came from.", Recursive = true };

    public Option<string?> Separator { get; } = new("--separator") { Description = "Stem separator to use: builtin, or an installed model.", HelpName = "NAME" };

    public Option<string> Quality { get; } = BestOrFast();

    public Option<double?> Loudness { get; } = Lufs();

    public void AddTo(RootCommand root)
    {
        root.Add(NoCache);
        root.Add(Verbose);
    }

    public MashupEngine Engine(ParseResult parsed, Action<MashupOptions>? configure = null)
    {
        var cached = !parsed.GetValue(NoCache);
        return MashupEngine.Create(
            o =>
            {
                o.Caching.Enabled = cached;
                o.Rendering.Quality = parsed.GetValue(Quality) == "fast" ? StretchQuality.Fast : StretchQuality.Best;
                o.Rendering.TargetLufs = parsed.GetValue(Loudness) ?? o.Rendering.TargetLufs;
                configure?.Invoke(o);
            },
            NeuralSeparation.Add);
    }

    private static Option<string> BestOrFast()
    {
        var quality = new Option<string>("--quality") { Description = "Stretch for the best sound, or fast.", HelpName = "best|fast", DefaultValueFactory = _ => "best" };
        quality.AcceptOnlyFromAmong("best", "fast");
        return quality;
    }

    private static Option<double?> Lufs()
    {
        var loudness = new Option<double?>("--loudness") { Description = "Loudness of the finished mashup, LUFS, -40 to -9; -14 where it is not given.", HelpName = "LUFS" };
        loudness.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<double?>() is not (>= -40 and <= -9))
            {
                r.AddError("--loudness takes LUFS from -40 to -9, such as -14.");
            }
        });
        return loudness;
    }
}
