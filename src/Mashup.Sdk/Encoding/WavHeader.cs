using System.Buffers.Binary;

namespace Mashup.Sdk.Encoding;

/// <summary>The bytes of a RIFF WAVE file that come before its samples.</summary>
/// <remarks>Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0 (1991): fmt, fact (float only), LIST INFO, data.</remarks>
internal static class WavHeader
{
    private static readonly (string Tag, string Chunk)[] Info =
        [("title", "INAM"), ("artist", "IART"), ("album", "IPRD"), ("comment", "ICMT"), ("date", "ICRD"), ("genre", "IGNR"), ("software", "ISFT")];

    /// <summary>Makes the header of a file with <paramref name="length"/> samples per channel.</summary>
    public static byte[] Make(int sampleRate, int channels, int bitsPerSample, long length, IReadOnlyDictionary<string, string> tags)
    {
        var isFloat = bitsPerSample == 32;
        var step = channels * bitsPerSample / 8;
        using var header = new MemoryStream();
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, (ushort)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), (uint)sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(8), (uint)(sampleRate * step));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)step);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)bitsPerSample);
        header.Write("RIFF\0\0\0\0WAVE"u8);
        Chunk(header, "fmt ", format);
        if (isFloat)
        {
            var fact = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(fact, (uint)length);
            Chunk(header, "fact", fact);
        }

        if (InfoList(tags) is { } info)
        {
            Chunk(header, "LIST", info);
        }

        header.Write("data"u8);
        header.Write(LittleEndian(length * step));
        var bytes = header.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)(bytes.Length - 8 + length * step + (length * step & 1)));
        return bytes;
    }

    private static byte[]? InfoList(IReadOnlyDictionary<string, string> tags)
    {
        using var list = new MemoryStream();
        list.Write("INFO"u8);
        foreach (var (tag, chunk) in Info)
        {
            if (FileTags.Find(tags, tag) is { } text)
            {
                Chunk(list, chunk, [.. System.Text.Encoding.UTF8.GetBytes(text), 0]);
            }
        }

        return list.Length > 4 ? list.ToArray() : null;
    }

    private static void Chunk(MemoryStream stream, string id, byte[] content)
    {
        stream.Write(System.Text.Encoding.ASCII.GetBytes(id));
        stream.Write(LittleEndian(content.Length));
        stream.Write(content);
        if (content.Length % 2 == 1)
        {
            stream.WriteByte(0);
        }
    }

    private static byte[] LittleEndian(long size)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)size);
        return bytes;
    }
}
