namespace Mashup.Sdk.Rendering;

/// <summary>A part of a mashup's timeline.</summary>
/// <param name="Start">First timeline beat, 0 or more.</param>
/// <param name="Beats">Length, beats.</param>
public readonly record struct BeatRange(double Start, double Beats);
