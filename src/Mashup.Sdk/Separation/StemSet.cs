using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>The four stems of one song; they have one length, rate and channel count, and sum to the mix.</summary>
/// <param name="Vocals">Voices.</param>
/// <param name="Drums">Drums and percussion.</param>
/// <param name="Bass">Bass line.</param>
/// <param name="Other">Everything else.</param>
/// <param name="VocalClarity">Estimate of how clean the vocals are, 0 (full of bleed) to 1 (as recorded).</param>
public sealed record StemSet(AudioBuffer Vocals, AudioBuffer Drums, AudioBuffer Bass, AudioBuffer Other, double VocalClarity);
