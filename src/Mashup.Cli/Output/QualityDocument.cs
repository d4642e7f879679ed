using System.Text.Json.Nodes;
using Mashup.Sdk.Scoring;

namespace Mashup.Cli.Output;

/// <summary>What <c>score --json</c> prints: <c>mashup.quality/1</c>.</summary>
internal static class QualityDocument
{
    public static JsonNode Of(QualityReport report) => new JsonObject
    {
        ["schema"] = "mashup.quality/1",
        ["overall"] = Math.Round(report.Overall, 1),
        ["parts"] = new JsonObject(Parts(report).Select(p => KeyValuePair.Create(p.Name, (JsonNode?)Math.Round(p.Value, 1)))),
        ["integratedLufs"] = Math.Round(report.IntegratedLufs, 2),
        ["truePeakDbtp"] = Math.Round(report.TruePeakDbtp, 2),
        ["remarks"] = new JsonArray([.. report.Remarks.Select(r => (JsonNode)r)]),
    };

    public static IEnumerable<(string Name, double Value)> Parts(QualityReport report) =>
    [
        ("sync", report.Sync), ("keyClash", report.KeyClash), ("vocalMasking", report.VocalMasking), ("loudness", report.Loudness),
        ("peaks", report.Peaks), ("clicks", report.Clicks), ("silence", report.Silence), ("repetition", report.Repetition),
    ];
}
