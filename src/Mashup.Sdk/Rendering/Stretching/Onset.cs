namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>An attack.</summary>
/// <param name="Position">Its first sample.</param>
/// <param name="Percussiveness">Share of the spectrum that rises, 0 to 1.</param>
/// <param name="Rise">Factor by which the energy jumps there.</param>
internal readonly record struct Onset(long Position, float Percussiveness, float Rise);
