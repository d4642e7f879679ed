using System.CommandLine;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup stretch IN OUT --tempo R</c>: tempo and pitch of one file.</summary>
internal static class StretchCommand
{
    public static Command Create(SharedOptions shared)
    {
        var input = new Argument<string>("IN") { Description = "An audio file." };
        var output = new Argument<string>("OUT") { Description = "The file to write." };
        var tempo = new Option<double>("--tempo") { Description = "Output tempo / input tempo: 1.1 is faster and shorter.", HelpName = "R", DefaultValueFactory = _ => 1 };
        var pitch = new Option<double>("--pitch") { Description = "Pitch shift, semitones.", HelpName = "S" };
        var formants = new Option<bool>("--formants") { Description = "Keep the formants while the pitch moves: for voices." };
        tempo.Validators.Add(r => Check(r, r.GetValueOrDefault<double>() is >= 0.25 and <= 4, "--tempo is from 0.25 to 4."));
        pitch.Validators.Add(r => Check(r, r.GetValueOrDefault<double>() is >= -24 and <= 24, "--pitch is from -24 to 24 semitones."));
        var command = new Command("stretch", "Changes tempo and pitch of a file.") { input, output, tempo, pitch, shared.Quality, formants };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await shared.Engine(parsed).StretchAsync(
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(output),
                parsed.GetValue(tempo),
                parsed.GetValue(pitch),
                parsed.GetValue(formants) ? Formants.Keep : Formants.Move,
                cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool holds, string message)
    {
        if (!holds)
        {
            result.AddError(message);
        }
    }
}
