namespace Mashup.Sdk;

/// <summary>A part of a song that must not be heard.</summary>
/// <param name="Song">The song's file, as in <see cref="MashupRequest.Songs"/>.</param>
/// <param name="Start">Seconds from the start of the file.</param>
/// <param name="End">Seconds from the start of the file.</param>
public sealed record ExcludedRegion(string Song, double Start, double End);
