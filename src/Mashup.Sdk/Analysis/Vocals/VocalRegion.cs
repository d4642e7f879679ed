namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>A stretch of a song in which somebody sings.</summary>
/// <param name="Start">Start, seconds.</param>
/// <param name="End">End, seconds.</param>
public sealed record VocalRegion(double Start, double End);
