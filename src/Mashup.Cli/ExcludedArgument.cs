using System.CommandLine.Parsing;
using System.Globalization;
using Mashup.Sdk;

namespace Mashup.Cli;

/// <summary>Parts of songs that must not be heard: <c>FILE@START-END</c>, in seconds or m:ss.</summary>
internal static class ExcludedArgument
{
    public static ExcludedRegion[] Parse(ArgumentResult result)
    {
        var regions = new List<ExcludedRegion>();
        foreach (var token in result.Tokens)
        {
            var at = token.Value.LastIndexOf('@');
            var times = at < 0 ? [] : token.Value[(at + 1)..].Split('-');
            if (at > 0 && times.Length == 2 && TrySeconds(times[0], out var start) && TrySeconds(times[1], out var end) && end > start)
            {
                regions.Add(new ExcludedRegion(token.Value[..at], start, end));
            }
            else
            {
                result.AddError($"'{token.Value}' names no part of a song; write FILE@START-END, such as a.mp3@0:30-1:05.");
            }
        }

        return [.. regions];
    }

    private static bool TrySeconds(string text, out double seconds)
    {
        var parts = text.Split(':');
        seconds = 0;
        foreach (var part in parts)
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            seconds = 60 * seconds + value;
        }

        return parts.Length <= 2;
    }
}
