using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Mashup.Sdk.Decoding;

/// <summary>What the <c>fmt</c> chunk of a WAVE file says.</summary>
/// <param name="Tag">How a sample is written.</param>
/// <param name="Channels">Interleaved channels, 1 or more.</param>
/// <param name="SampleRate">Frames per second.</param>
/// <param name="BytesPerSample">Size of one sample of one channel.</param>
/// <param name="ChannelMask">Speakers the channels belong to, in the order of their bits; 0 where the file does not say.</param>
internal readonly record struct WavFormat(ushort Tag, int Channels, int SampleRate, int BytesPerSample, uint ChannelMask)
{
    /// <summary>Linear integers; unsigned where they have 8 bits.</summary>
    public const ushort Pcm = 1;

    /// <summary>IEEE 754 floating point.</summary>
    public const ushort Float = 3;

    private const ushort Extensible = 0xFFFE;

    /// <summary>Bytes of one sample of every channel.</summary>
    public int FrameBytes => Channels * BytesPerSample;

    /// <summary>Whether samples are written as they are, not compressed.</summary>
    public bool IsLinear => (Tag, BytesPerSample) is (Pcm, 1 or 2 or 3 or 4) or (Float, 4 or 8);

    /// <summary>Reads the body of a <c>fmt</c> chunk.</summary>
    /// <param name="chunk">The body, 16 bytes or more.</param>
    /// <param name="format">What it says.</param>
    /// <returns>Whether it makes sense; a format that does may still not be linear.</returns>
    public static bool TryParse(ReadOnlySpan<byte> chunk, out WavFormat format)
    {
        format = default;
        if (chunk.Length < 16)
        {
            return false;
        }

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var block = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        uint mask = 0;
        if (tag == Extensible && chunk.Length >= 26)
        {
            // The sub-format GUID begins with the tag that a plain header would carry.
            mask = BinaryPrimitives.ReadUInt32LittleEndian(chunk[20..]);
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels == 0 || block == 0 || rate is 0 or > int.MaxValue)
        {
            return false;
        }

        format = new WavFormat(tag, channels, (int)rate, block / channels, mask);
        return tag is not (Pcm or Float) || block % channels == 0;
    }

    /// <summary>Finds the <c>fmt</c> chunk near the start of a file.</summary>
    /// <param name="header">The first bytes of a WAVE file.</param>
    /// <param name="format">What the chunk says, where it is found.</param>
    public static bool TryFind(ReadOnlySpan<byte> header, [NotNullWhen(true)] out WavFormat? format)
    {
        format = null;
        for (var at = 12L; at + 24 <= header.Length;)
        {
            var chunk = header[(int)at..];
            if (chunk.StartsWith("fmt "u8) && TryParse(chunk[8..], out var found))
            {
                format = found;
                return true;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            at += 8 + size + (size & 1);
        }

        return false;
    }
}
