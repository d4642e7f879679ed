#pragma warning disable
namespace Mashup.Sdk.Analysis.Keys { internal sealed class ProfileKeyDetector : IKeyDetector { public KeyEstimate Detect(ChromaFeatures chroma, Mashup.Sdk.Analysis.Beats.BeatGrid beats, CancellationToken cancellationToken) => new(new(0,Mode.Major),0.1,new(9,Mode.Minor),440); }
internal static class ChromaExtractor { public static ChromaFeatures Extract(Mashup.Sdk.Audio.AudioBuffer a, CancellationToken c) => new(10,440,[],[]); }
internal static class BeatChroma { public static IReadOnlyList<float[]> Aggregate(ChromaFeatures c, Mashup.Sdk.Analysis.Beats.BeatGrid g, double d) => g.Beats.Select(_=>new float[12]).ToArray(); } }
namespace Mashup.Sdk.Analysis.Chords { internal sealed class HmmChordRecognizer : IChordRecognizer { public IReadOnlyList<ChordSegment> Recognize(Keys.ChromaFeatures chroma, Beats.BeatGrid beats, Keys.KeyEstimate key, double durationSeconds, CancellationToken cancellationToken) => [new(0,durationSeconds,"N")]; } }
namespace Mashup.Sdk.Planning { internal sealed class VocalOverBandPlanner : IMashupPlanner { public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken) => []; }
public sealed record TrackMatch(string File, double Score);
internal static class CompatibilityScorer { public static TrackMatch Match(Mashup.Sdk.Analysis.TrackAnalysis a, string f, Mashup.Sdk.Analysis.TrackAnalysis b, CancellationToken c) => null!; } }
namespace Mashup.Sdk.Scoring { public sealed record QualityReport(double Overall); internal static class MashupScorer { public static QualityReport Score(Mashup.Sdk.Audio.AudioBuffer a, Mashup.Sdk.Planning.MashupPlan p, CancellationToken c) => null!; } }
