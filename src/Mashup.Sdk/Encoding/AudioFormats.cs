using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>File extensions of the formats.</summary>
internal static class AudioFormats
{
    /// <summary>The format that an extension names, e.g. <c>.mp3</c> or <c>mp3</c> in any case, or <see langword="null"/>.</summary>
    public static AudioFormat? FromExtension(string extension) => extension.TrimStart('.').ToLowerInvariant() switch
    {
        "wav" or "wave" => AudioFormat.Wav,
        "flac" => AudioFormat.Flac,
        "mp3" => AudioFormat.Mp3,
        "ogg" or "oga" => AudioFormat.Ogg,
        "opus" => AudioFormat.Opus,
        "m4a" or "mp4" or "aac" => AudioFormat.M4a,
        _ => null,
    };

    /// <summary>The usual extension of a format, with its dot.</summary>
    public static string Extension(AudioFormat format) => "." + format.ToString().ToLowerInvariant();
}
