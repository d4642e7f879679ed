namespace Mashup.Hosting.Tracks;

/// <summary>Tells audio by its first bytes; names and declared types are not asked.</summary>
internal static class AudioSniffer
{
    public const int HeaderBytes = 64;

    /// <summary><c>wav</c>, <c>mp3</c>, <c>flac</c>, <c>ogg</c> or <c>m4a</c>; <see langword="null"/> where it is none of them.</summary>
    public static string? FormatOf(ReadOnlySpan<byte> header) => header switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "wav",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "flac",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', 0, ..] => "ogg",
        [0, 0, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => IsAudioBrand(header) ? "m4a" : null,
        [(byte)'I', (byte)'D', (byte)'3', < 5, < 255, ..] => "mp3",
        [0xFF, var second, var third, ..] when IsMpegLayer3(second, third) => "mp3",
        _ => null,
    };

    /// <summary>Media type of a format that is kept.</summary>
    public static string MediaTypeOf(string format) => format switch
    {
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "ogg" => "audio/ogg",
        "m4a" => "audio/mp4",
        _ => "audio/mpeg",
    };

    private static bool IsAudioBrand(ReadOnlySpan<byte> header) =>
        header.Length >= 12 && (header[8..11].SequenceEqual("M4A"u8) || header[8..11].SequenceEqual("M4B"u8) || header[8..11].SequenceEqual("mp4"u8)
            || header[8..11].SequenceEqual("iso"u8) || header[8..12].SequenceEqual("dash"u8) || header[8..12].SequenceEqual("avc1"u8));

    // Sync word, a version and layer III; neither bit rate nor sample rate may be the forbidden one.
    private static bool IsMpegLayer3(byte second, byte third) =>
        (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) == 0x02 && (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C;
}
