using Mashup.Sdk.Audio;

namespace Mashup.Sdk;

/// <summary>A decoded song as the later stages take it.</summary>
/// <param name="File">The file as it was given.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="SampleRate">Sample rate of the file, Hz.</param>
/// <param name="Audio">Its samples.</param>
internal sealed record DecodedSong(string File, string Sha256, int SampleRate, AudioBuffer Audio);
