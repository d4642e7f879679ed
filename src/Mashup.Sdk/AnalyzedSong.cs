using Mashup.Sdk.Analysis;

namespace Mashup.Sdk;

/// <summary>A song and what was found in it.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="Analysis">What was found.</param>
public sealed record AnalyzedSong(string File, string Sha256, TrackAnalysis Analysis);
