namespace Mashup.Sdk.Tests.Decoding;

/// <summary>Writes WAVE files byte by byte, honest or not.</summary>
internal static class WavBytes
{
    /// <summary>A chunk, padded to an even length.</summary>
    public static byte[] Chunk(string id, byte[] body, uint? size = null) =>
        [.. System.Text.Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(size ?? (uint)body.Length), .. body, .. new byte[body.Length & 1]];

    /// <summary>The whole file.</summary>
    public static byte[] Riff(params byte[][] chunks) => Riff("RIFF", null, chunks);

    /// <summary>The whole file under another name or with a size that is not its own.</summary>
    public static byte[] Riff(string riff, uint? size, params byte[][] chunks)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes("WAVE"), .. chunks.SelectMany(c => c)];
        return [.. System.Text.Encoding.ASCII.GetBytes(riff), .. BitConverter.GetBytes(size ?? (uint)body.Length), .. body];
    }

    /// <summary>The body of a plain format chunk.</summary>
    public static byte[] Format(int tag, int channels, int rate, int bits) =>
    [
        .. BitConverter.GetBytes((ushort)tag), .. BitConverter.GetBytes((ushort)channels), .. BitConverter.GetBytes((uint)rate),
        .. BitConverter.GetBytes((uint)(rate * channels * bits / 8)), .. BitConverter.GetBytes((ushort)(channels * bits / 8)),
        .. BitConverter.GetBytes((ushort)bits),
    ];

    /// <summary>The body of an extensible format chunk.</summary>
    public static byte[] Extensible(int tag, int channels, int rate, int bits, uint mask) =>
    [
        .. Format(0xFFFE, channels, rate, bits), 22, 0, .. BitConverter.GetBytes((ushort)bits), .. BitConverter.GetBytes(mask),
        .. BitConverter.GetBytes((ushort)tag), 0, 0, 0, 0, 16, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ];

    /// <summary>Floats as bytes.</summary>
    public static byte[] Floats(IEnumerable<float> samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    /// <summary>A tone, one channel.</summary>
    public static float[] Tone(int samples) => [.. Enumerable.Range(0, samples).Select(i => 0.5f * MathF.Sin(i * 0.05f))];
}
