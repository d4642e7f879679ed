namespace Mashup.Sdk.Analysis.Chords;

/// <summary>One chord.</summary>
/// <param name="Start">Start, seconds.</param>
/// <param name="End">End, seconds.</param>
/// <param name="Label">Harte syntax: <c>C:maj</c>, <c>A:min</c>, or <c>N</c> for none.</param>
public sealed record ChordSegment(double Start, double End, string Label);
