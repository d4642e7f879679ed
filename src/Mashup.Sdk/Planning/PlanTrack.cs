using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Planning;

/// <summary>A song of a plan.</summary>
/// <param name="Id">Short name that clips refer to.</param>
/// <param name="File">Path of the file, as given or relative to the plan.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="Bpm">Its own tempo, beats per minute.</param>
/// <param name="Key">Its own key.</param>
public sealed record PlanTrack(string Id, string File, string Sha256, double Bpm, MusicalKey Key);
