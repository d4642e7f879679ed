using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mashup.Sdk.Planning.Documents;

/// <summary>Turns the serialiser's complaints into a sentence for the person who edited the plan.</summary>
internal static partial class PlanJsonErrors
{
    public static string Describe(JsonException exception)
    {
        var path = string.IsNullOrEmpty(exception.Path) ? "$" : exception.Path;
        var missing = MissingFields().Match(exception.Message);
        if (missing.Success)
        {
            return $"The plan cannot be used: {path} lacks {missing.Groups[1].Value.TrimEnd('.')}.";
        }

        if (exception.InnerException is FormatException format)
        {
            return $"The plan cannot be used: {path}: {format.Message}";
        }

        return exception.InnerException is JsonException or null && exception.Message.StartsWith("The JSON value", StringComparison.Ordinal)
            ? $"The plan cannot be used: {path} does not hold the kind of value that belongs there."
            : FormattableString.Invariant($"The plan is not valid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1} ({path}).");
    }

    [GeneratedRegex("missing required properties including: (.*?)(?: Path:|$)")]
    private static partial Regex MissingFields();
}
