#pragma warning disable
namespace Mashup.Sdk.Analysis.Beats { internal sealed class BarPointerBeatTracker : IBeatTracker { public BeatGrid Track(Mashup.Sdk.Audio.AudioBuffer a, OnsetFeatures o, CancellationToken c) => BeatGrid.None; } }
namespace Mashup.Sdk.Analysis.Keys { internal sealed class ProfileKeyDetector : IKeyDetector { public KeyEstimate Detect(ChromaFeatures chroma, Mashup.Sdk.Analysis.Beats.BeatGrid beats, CancellationToken cancellationToken) => null!; } }
namespace Mashup.Sdk.Analysis.Chords { internal sealed class HmmChordRecognizer : IChordRecognizer { public IReadOnlyList<ChordSegment> Recognize(Keys.ChromaFeatures chroma, Beats.BeatGrid beats, Keys.KeyEstimate key, double durationSeconds, CancellationToken cancellationToken) => []; } }
namespace Mashup.Sdk.Analysis { internal sealed class TrackAnalyzer { public string Version => ""; public TrackAnalysis Analyze(Mashup.Sdk.Audio.AudioBuffer a, IProgress<double>? p, CancellationToken c) => null!; } }
namespace Mashup.Sdk.Planning { internal sealed class VocalOverBandPlanner : IMashupPlanner { public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken) => []; }
public sealed record TrackMatch(string File, double Score);
internal static class CompatibilityScorer { public static TrackMatch Match(Mashup.Sdk.Analysis.TrackAnalysis a, string f, Mashup.Sdk.Analysis.TrackAnalysis b, CancellationToken c) => null!; } }
namespace Mashup.Sdk.Scoring { public sealed record QualityReport(double Overall); internal static class MashupScorer { public static QualityReport Score(Mashup.Sdk.Audio.AudioBuffer a, Mashup.Sdk.Planning.MashupPlan p, CancellationToken c) => null!; } }
namespace Mashup.Sdk.Caching { internal interface IArtefactStore { Task<byte[]?> ReadAsync(string k, CancellationToken c); Task WriteAsync(string k, byte[] b, CancellationToken c); }
 internal sealed class NullArtefactStore : IArtefactStore { public Task<byte[]?> ReadAsync(string k, CancellationToken c)=>Task.FromResult<byte[]?>(null); public Task WriteAsync(string k, byte[] b, CancellationToken c)=>Task.CompletedTask; }
 internal static class DiskArtefactStore { public static IArtefactStore Open(CachingOptions o) => new NullArtefactStore(); }
 internal static class ArtefactKey { public static string Of(params object[] o) => ""; }
 internal static class StemArtefact { public static Task<Mashup.Sdk.Separation.StemSet?> ReadAsync(IArtefactStore s, string k, CancellationToken c) => null!; public static Task WriteAsync(IArtefactStore s, string k, Mashup.Sdk.Separation.StemSet st, CancellationToken c) => null!; } }
