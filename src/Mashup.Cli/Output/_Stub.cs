namespace Mashup.Cli.Output;
internal static class MatchDocument { public static System.Text.Json.Nodes.JsonNode Of(Mashup.Sdk.Planning.TrackMatch m) => new System.Text.Json.Nodes.JsonObject(); }
internal static class QualityDocument { public static System.Text.Json.Nodes.JsonNode Of(Mashup.Sdk.Scoring.QualityReport m) => new System.Text.Json.Nodes.JsonObject(); }
internal static partial class Summary2 { }
