using System.CommandLine.Parsing;
using System.Globalization;

namespace Mashup.Cli;

/// <summary>Reads a length: seconds, or minutes and seconds as m:ss.</summary>
internal static class DurationArgument
{
    public static double Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split(':');
        var ok = parts.Length switch
        {
            1 => Number(parts[0], out _),
            2 => Number(parts[0], out _) && Number(parts[1], out var s) && s < 60,
            _ => false,
        };
        if (!ok)
        {
            result.AddError($"'{text}' is not a length; write seconds or m:ss, such as 90 or 1:30.");
            return 0;
        }

        var seconds = parts.Aggregate(0.0, (sum, part) => 60 * sum + double.Parse(part, CultureInfo.InvariantCulture));
        if (seconds is < 15 or > 600)
        {
            result.AddError($"A mashup is 15 seconds to 10 minutes long, not {text}.");
        }

        return seconds;
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
