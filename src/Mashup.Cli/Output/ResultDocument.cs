using System.Text.Json.Nodes;
using Mashup.Sdk;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Output;

/// <summary>What <c>make --json</c> prints: <c>mashup.result/1</c>.</summary>
internal static class ResultDocument
{
    public static string Of(MashupResult result, string separator) => new JsonObject
    {
        ["schema"] = "mashup.result/1",
        ["separator"] = separator,
        ["songs"] = new JsonArray([.. result.Songs.Select(s => JsonNode.Parse(AnalysisDocument.Write(s.Analysis, s.File, s.Sha256)))]),
        ["variants"] = new JsonArray([.. result.Variants.Select(Variant)]),
        ["stages"] = new JsonArray([.. result.Stages.Stages.Select(Stage)]),
        ["criticalPath"] = new JsonArray([.. result.Stages.CriticalPath.Select(Stage)]),
    }.ToJsonString();

    private static JsonNode Variant(MashupVariant variant) => new JsonObject
    {
        ["file"] = variant.File,
        ["plan"] = JsonNode.Parse(PlanDocument.Write(variant.Plan)),
        ["loudness"] = new JsonObject
        {
            ["integratedLufs"] = Math.Round(variant.Loudness.IntegratedLufs, 2),
            ["rangeLu"] = Math.Round(variant.Loudness.RangeLu, 2),
            ["truePeakDbtp"] = Math.Round(variant.Loudness.TruePeakDbtp, 2),
        },
        ["quality"] = QualityDocument.Of(variant.Quality),
    };

    private static JsonNode Stage(StageTiming timing) => new JsonObject
    {
        ["stage"] = timing.Stage.ToString().ToLowerInvariant(),
        ["track"] = timing.Track,
        ["startSeconds"] = Math.Round(timing.Start.TotalSeconds, 3),
        ["seconds"] = Math.Round(timing.Duration.TotalSeconds, 3),
        ["fromCache"] = timing.FromCache,
    };
}
