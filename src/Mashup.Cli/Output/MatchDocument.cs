using System.Text.Json.Nodes;
using Mashup.Sdk.Planning.Compatibility;

namespace Mashup.Cli.Output;

/// <summary>One entry of what <c>match --json</c> prints.</summary>
internal static class MatchDocument
{
    public static JsonNode Of(TrackMatch match) => new JsonObject
    {
        ["file"] = match.File,
        ["score"] = Math.Round(match.Score, 1),
        ["vocalsOverTheirs"] = Direction(match.VocalsOverTheirs),
        ["theirsOverBand"] = Direction(match.TheirsOverBand),
    };

    private static JsonObject Direction(DirectionMatch direction) => new()
    {
        ["score"] = Math.Round(direction.Score, 1),
        ["bpm"] = Math.Round(direction.Bpm, 2),
        ["tempoRelation"] = direction.TempoRelation,
        ["semitones"] = direction.Semitones,
        ["windows"] = new JsonArray([.. direction.Windows.Select(Window)]),
        ["reasons"] = new JsonArray([.. direction.Reasons.Select(r => (JsonNode)r)]),
    };

    private static JsonNode Window(MatchWindow window) => new JsonObject
    {
        ["vocalSeconds"] = Math.Round(window.VocalSeconds, 3),
        ["bandSeconds"] = Math.Round(window.BandSeconds, 3),
        ["bars"] = window.Bars,
        ["harmony"] = Math.Round(window.Harmony, 3),
        ["rhythm"] = Math.Round(window.Rhythm, 3),
        ["balance"] = Math.Round(window.Balance, 3),
        ["clash"] = Math.Round(window.Clash, 3),
    };
}
