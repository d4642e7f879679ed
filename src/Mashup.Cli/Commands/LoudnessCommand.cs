using System.CommandLine;
using System.Text.Json.Nodes;

namespace Mashup.Cli.Commands;

/// <summary><c>mashup loudness FILE</c>: EBU R128.</summary>
internal static class LoudnessCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("FILE") { Description = "An audio file." };
        var command = new Command("loudness", "Measures loudness and true peak (EBU R128, ITU-R BS.1770-4).") { file, shared.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var measured = await shared.Engine(parsed).MeasureLoudnessAsync(parsed.GetRequiredValue(file), cancellationToken);
            if (parsed.GetValue(shared.Json))
            {
                Console.WriteLine(new JsonObject
                {
                    ["schema"] = "mashup.loudness/1",
                    ["file"] = parsed.GetRequiredValue(file),
                    ["integratedLufs"] = Math.Round(measured.IntegratedLufs, 3),
                    ["rangeLu"] = Math.Round(measured.RangeLu, 3),
                    ["maxMomentaryLufs"] = Math.Round(measured.MaxMomentaryLufs, 3),
                    ["maxShortTermLufs"] = Math.Round(measured.MaxShortTermLufs, 3),
                    ["truePeakDbtp"] = Math.Round(measured.TruePeakDbtp, 3),
                }.ToJsonString());
                return ExitCode.Done;
            }

            Console.WriteLine(FormattableString.Invariant($"""
                integrated      {measured.IntegratedLufs,7:0.0} LUFS
                range           {measured.RangeLu,7:0.0} LU
                max momentary   {measured.MaxMomentaryLufs,7:0.0} LUFS
                max short-term  {measured.MaxShortTermLufs,7:0.0} LUFS
                true peak       {measured.TruePeakDbtp,7:0.0} dBTP
                """));
            return ExitCode.Done;
        });
        return command;
    }
}
