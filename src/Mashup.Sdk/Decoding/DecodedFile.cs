using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>A song as it was read.</summary>
/// <param name="Audio">Its samples, mono or stereo, at the file's own rate.</param>
/// <param name="Sha256">Hash of the file's bytes, 64 lower-case hexadecimal digits.</param>
internal sealed record DecodedFile(AudioBuffer Audio, string Sha256);
