namespace Mashup.Sdk.Decoding;

/// <summary>Recognises MPEG audio frames: layers I to III, and AAC in ADTS.</summary>
/// <remarks>
/// Eleven set bits occur in any noise, so a stream counts as recognised only where each frame ends exactly at the next one.
/// Sources: ISO/IEC 11172-3 §2.4.2.3 and 13818-3 (bit rates, sample rates, frame sizes), 14496-3 §1.A.2 (ADTS).
/// </remarks>
internal static class MpegFrame
{
    private static readonly int[] Rates = [44100, 48000, 32000];

    // kbit/s by version (1, then 2 and 2.5) and layer.
    private static readonly int[][] Bitrates1 =
    [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    ];

    private static readonly int[][] Bitrates2 =
    [
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    /// <summary>Whether MPEG audio frames follow one another from the start, or shortly after it: players have always skipped a little junk.</summary>
    public static bool IsMpegAudio(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + 4 <= data.Length; at++)
        {
            if (data[at] == 0xFF && Chain(data[at..], LayerLength) >= (at == 0 ? 2 : 3))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether ADTS frames follow one another from the start.</summary>
    public static bool IsAdts(ReadOnlySpan<byte> data) => Chain(data, AdtsLength) >= 2;

    private delegate int FrameLength(ReadOnlySpan<byte> header);

    // Frames in a row, each header being where the one before says; 3 are enough to know.
    private static int Chain(ReadOnlySpan<byte> data, FrameLength length)
    {
        var frames = 0;
        while (frames < 3 && data.Length >= 7 && length(data) is > 7 and var bytes)
        {
            frames++;
            if (bytes >= data.Length)
            {
                break;
            }

            data = data[bytes..];
        }

        return frames;
    }

    private static int LayerLength(ReadOnlySpan<byte> header)
    {
        var version = header[1] >> 3 & 3;
        var layer = 4 - (header[1] >> 1 & 3);
        var bitrate = header[2] >> 4;
        var rate = header[2] >> 2 & 3;
        if (header[0] != 0xFF || header[1] >> 5 != 7 || version == 1 || layer == 4 || bitrate is 0 or 15 || rate == 3)
        {
            return 0;
        }

        var bits = 1000 * (version == 3 ? Bitrates1 : Bitrates2)[layer - 1][bitrate - 1];
        var samplesPerSecond = Rates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        var padding = header[2] >> 1 & 1;
        var slots = layer == 3 && version != 3 ? 72 : 144;
        return layer == 1 ? (12 * bits / samplesPerSecond + padding) * 4 : slots * bits / samplesPerSecond + padding;
    }

    private static int AdtsLength(ReadOnlySpan<byte> header) =>
        header[0] == 0xFF && (header[1] & 0xF6) == 0xF0 && (header[2] >> 2 & 15) < 13 ? (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5 : 0;
}
