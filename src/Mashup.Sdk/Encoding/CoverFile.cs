using System.Buffers.Binary;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>The cover of a file being written, laid beside it for ffmpeg to read.</summary>
/// <remarks>
/// 1. MP3 (ID3 APIC), FLAC (PICTURE) and M4A (covr) take it as a picture stream marked as attached.
/// 2. Ogg Vorbis and Opus take it as the comment METADATA_BLOCK_PICTURE: a FLAC picture block (RFC 9639, 8.8) in Base64 (Xiph, "VorbisComment", Cover art).
///    It is too long for an argument, so it comes from a metadata file.
/// </remarks>
internal sealed class CoverFile : IDisposable
{
    private const int FrontCover = 3;

    private readonly string? _path;

    private CoverFile(string? path, string[] input, string[] output) => (_path, Input, Output) = (path, input, output);

    /// <summary>Arguments that open it as ffmpeg's second input.</summary>
    public string[] Input { get; }

    /// <summary>Arguments that put it into the output, and keep everything else of both inputs out.</summary>
    public string[] Output { get; }

    public static CoverFile Create(EncodingOptions options, string temporary)
    {
        var cover = options.Cover.Span;
        var isPng = cover.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']);
        if (!isPng && !cover.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return new CoverFile(null, [], ["-map_metadata", "-1"]);
        }

        var path = temporary + ".cover";
        if (options.Format is AudioFormat.Ogg or AudioFormat.Opus)
        {
            File.WriteAllText(path, ";FFMETADATA1\nMETADATA_BLOCK_PICTURE=" + Convert.ToBase64String(PictureBlock(cover, isPng)).Replace("=", "\\=", StringComparison.Ordinal) + "\n");
            return new CoverFile(path, ["-protocol_whitelist", "file", "-f", "ffmetadata", "-i", "file:" + path], ["-map", "0:a", "-map_metadata", "1"]);
        }

        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            file.Write(cover);
        }

        return new CoverFile(
            path,
            ["-protocol_whitelist", "file", "-f", isPng ? "png_pipe" : "jpeg_pipe", "-i", "file:" + path],
            ["-map", "0:a", "-map", "1:v", "-map_metadata", "-1", "-c:v", "copy", "-disposition:v:0", "attached_pic", "-metadata:s:v:0", "comment=Cover (front)"]);
    }

    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private static byte[] PictureBlock(ReadOnlySpan<byte> cover, bool isPng)
    {
        using var block = new MemoryStream();
        Number(block, FrontCover);
        var type = isPng ? "image/png"u8 : "image/jpeg"u8;
        Number(block, type.Length);
        block.Write(type);
        // No description; width, height, depth and colours may be left 0: the picture itself says them.
        for (var i = 0; i < 5; i++)
        {
            Number(block, 0);
        }

        Number(block, cover.Length);
        block.Write(cover);
        return block.ToArray();
    }

    private static void Number(MemoryStream block, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        block.Write(bytes);
    }
}
