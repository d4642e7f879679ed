namespace Mashup.Sdk.Rendering;

/// <summary>How loud a song's voice and its band are against the whole song.</summary>
/// <param name="VocalsLu">Gated loudness of the vocals less that of the song, LU.</param>
/// <param name="BandLu">Gated loudness of everything else less that of the song, LU.</param>
public sealed record SongBalance(double VocalsLu, double BandLu);
