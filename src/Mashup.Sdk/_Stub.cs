#pragma warning disable
namespace Mashup.Sdk.Planning { 
public sealed record TrackMatch(string File, double Score);
internal static class CompatibilityScorer { public static TrackMatch Match(Mashup.Sdk.Analysis.TrackAnalysis a, string f, Mashup.Sdk.Analysis.TrackAnalysis b, CancellationToken c) => new(f, 0); } }
namespace Mashup.Sdk.Scoring { public sealed record QualityReport(double Overall); internal static class MashupScorer { public static QualityReport Score(Mashup.Sdk.Audio.AudioBuffer a, Mashup.Sdk.Planning.MashupPlan p, CancellationToken c) => new(50); } }
