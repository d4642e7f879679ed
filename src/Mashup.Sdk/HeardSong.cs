using Mashup.Sdk.Analysis;

namespace Mashup.Sdk;

/// <summary>A song that was decoded for its analysis alone, and not kept.</summary>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="SampleRate">Sample rate of the file, Hz.</param>
/// <param name="Material">What the analysis needs of it, or <see langword="null"/> where it was analysed before.</param>
/// <param name="Kept">That analysis.</param>
internal sealed record HeardSong(string Sha256, int SampleRate, SongMaterial? Material, TrackAnalysis? Kept);
