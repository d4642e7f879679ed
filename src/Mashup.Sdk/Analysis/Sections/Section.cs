namespace Mashup.Sdk.Analysis.Sections;

/// <summary>A part of a song's form.</summary>
/// <param name="Start">Start, seconds, on a downbeat (0 for the first).</param>
/// <param name="End">End, seconds, on a downbeat (the song's end for the last).</param>
/// <param name="Label">Its role.</param>
/// <param name="Energy">Loudness and density relative to the rest of the song, 0 to 1.</param>
/// <param name="Group">Sections that repeat each other carry the same number, from 0 in order of first appearance.</param>
public sealed record Section(double Start, double End, SectionLabel Label, double Energy, int Group);
