namespace Mashup.Sdk.Decoding;

/// <summary>Recognises audio files by their first bytes and names the ffmpeg demuxer that reads them.</summary>
/// <remarks>
/// This is an allow-list. ffmpeg left to guess would also open playlists, scripts and stream descriptions, and through them other files
/// and the network; a demuxer named from this list opens the one file it is given.
/// </remarks>
internal static class AudioContainer
{
    private const int HeaderBytes = 4096;

    /// <summary>Demuxer for a file that begins like this, or <see langword="null"/> where it is no audio this list knows.</summary>
    /// <param name="header">The first bytes of a file, after any ID3 tag.</param>
    public static string? Demuxer(ReadOnlySpan<byte> header) => header switch
    {
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "flac",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "ogg",
        [(byte)'w', (byte)'v', (byte)'p', (byte)'k', ..] => "wv",
        [(byte)'M', (byte)'A', (byte)'C', (byte)' ', ..] => "ape",
        [(byte)'T', (byte)'T', (byte)'A', (byte)'1', ..] => "tta",
        [(byte)'c', (byte)'a', (byte)'f', (byte)'f', ..] => "caf",
        [(byte)'.', (byte)'s', (byte)'n', (byte)'d', ..] => "au",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "matroska",
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] => "asf",
        [(byte)'F', (byte)'O', (byte)'R', (byte)'M', _, _, _, _, (byte)'A', (byte)'I', (byte)'F', (byte)'F' or (byte)'C', ..] => "aiff",
        [(byte)'r', (byte)'i', (byte)'f', (byte)'f', 0x2E, 0x91, 0xCF, 0x11, ..] => "w64",
        [0x0B, 0x77, _, _, _, < 11 << 3, ..] => "ac3",
        [0x0B, 0x77, _, _, _, < 17 << 3, ..] => "eac3",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] or [_, _, _, _, (byte)'m', (byte)'o', (byte)'o', (byte)'v', ..]
            or [_, _, _, _, (byte)'m', (byte)'d', (byte)'a', (byte)'t', ..] => "mov",
        _ when WavReader.IsWave(header) => "wav",
        _ when MpegFrame.IsAdts(header) => "aac",
        _ when MpegFrame.IsMpegAudio(header) => "mp3",
        _ => null,
    };

    /// <summary>Whether the file begins with an ID3v2 tag, behind which MPEG audio, AAC or FLAC may follow.</summary>
    public static bool HasId3(ReadOnlySpan<byte> header) => header.Length >= 10 && header.StartsWith("ID3"u8);

    /// <summary>Demuxer for a file, found behind its ID3 tags where it has any.</summary>
    /// <param name="path">A regular file.</param>
    public static string? DemuxerOf(string path)
    {
        using var stream = File.OpenRead(path);
        var buffer = new byte[HeaderBytes];
        var header = Fill(stream, buffer);
        for (var tags = 0; HasId3(header) && tags < 4; tags++)
        {
            // Seven bits a byte; a footer, where there is one, repeats the ten bytes of the header.
            long size = (header[6] & 127) << 21 | (header[7] & 127) << 14 | (header[8] & 127) << 7 | (header[9] & 127);
            stream.Position = Math.Min(stream.Length, stream.Position - header.Length + 10 + size + ((header[5] & 16) != 0 ? 10 : 0));
            // Padding that the tag does not count.
            header = Fill(stream, buffer);
            var padding = header.IndexOfAnyExcept((byte)0);
            header = padding > 0 ? header[padding..] : header;
        }

        return Demuxer(header);
    }

    private static ReadOnlySpan<byte> Fill(Stream stream, byte[] buffer) =>
        buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
}
