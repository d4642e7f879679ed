namespace Mashup.Sdk.Planning;

/// <summary>A part of a song.</summary>
/// <param name="Start">Seconds from the start of the file.</param>
/// <param name="End">Seconds from the start of the file.</param>
public sealed record SourceRegion(double Start, double End);
