using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis;

/// <summary>What an analysis needs of a song that was not kept whole.</summary>
/// <param name="Mono">Its mono mix at the rate of the analysis.</param>
/// <param name="Frames">Spectral frames of its two channels.</param>
/// <param name="Loudness">Its loudness.</param>
/// <param name="Energy">Its energy over time.</param>
internal sealed record SongMaterial(AudioBuffer Mono, SpectralFrames Frames, LoudnessMeasurement Loudness, EnergyCurve Energy);
