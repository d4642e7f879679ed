using System.Globalization;
using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Service;

/// <summary>One server-sent event.</summary>
internal sealed record ServerEvent(string Name, long Id, JsonNode Data)
{
    public static IReadOnlyList<ServerEvent> Parse(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(e => e.Split('\n').Select(l => l.Split(": ", 2)).Where(l => l.Length == 2 && l[0].Length > 0).ToDictionary(l => l[0], l => l[1]))
            .Where(e => e.ContainsKey("data"))
            .Select(e => new ServerEvent(e.GetValueOrDefault("event", "message"), long.Parse(e["id"], CultureInfo.InvariantCulture), JsonNode.Parse(e["data"])!)),
    ];
}
