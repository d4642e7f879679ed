using System.Buffers.Binary;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Reads linear samples from a WAVE stream that need not be seekable.</summary>
/// <remarks>
/// <list type="number">
/// <item>Walk the RIFF chunks (RF64 and BW64 with their <c>ds64</c>, EBU Tech 3306) up to <c>data</c>, past whatever else is there.</item>
/// <item>Take the size of <c>data</c> for a claim: what is read ends with the stream, and nothing is allocated for bytes that are not there.</item>
/// <item>Convert block by block to float and fold down to stereo on the way, so that only who asks for the whole holds it.</item>
/// </list>
/// </remarks>
internal static class WavReader
{
    private const int MaxFormatBytes = 4096;
    private const int BlockBytes = 1 << 16;

    /// <summary>Whether a file begins as WAVE.</summary>
    /// <param name="header">The first bytes of a file.</param>
    public static bool IsWave(ReadOnlySpan<byte> header) =>
        header.Length >= 12 && header[8..].StartsWith("WAVE"u8) && (header.StartsWith("RIFF"u8) || header.StartsWith("RF64"u8) || header.StartsWith("BW64"u8));

    /// <summary>Reads all samples, block by block.</summary>
    /// <param name="stream">The stream, at its start.</param>
    /// <param name="length">Bytes in the stream, or <see cref="long.MaxValue"/> where that is not known.</param>
    /// <param name="path">The file to name in an error.</param>
    /// <param name="limits">Refuses what is longer than these allow, before reading it where the header tells.</param>
    /// <param name="expected">How long the sound will probably be, asked with every block until somebody knows; <see langword="null"/> where nobody knows.</param>
    /// <param name="sink">Takes the blocks, one at least, which is empty where the file is.</param>
    /// <param name="cancellationToken">Looked at every block.</param>
    /// <returns>The duration of what was read.</returns>
    /// <exception cref="InvalidDataException">It is no WAVE stream of linear samples; the message is a clause that says why.</exception>
    /// <exception cref="UnusableInputException">It is one, but over a limit.</exception>
    public static TimeSpan Read(
        Stream stream, long length, string path, DecodingOptions limits, Func<TimeSpan?> expected, IAudioSink sink, CancellationToken cancellationToken)
    {
        var (format, claimed, left) = ReadHeader(stream, length, path);
        var maxFrames = (long)(limits.MaxDuration.TotalSeconds * format.SampleRate);
        // Known to be there, as far as that can be known before reading.
        var frames = left == long.MaxValue ? 0 : Math.Min(claimed, left) / format.FrameBytes;
        if (frames > maxFrames)
        {
            throw Refusal.TooLong(path, TimeSpan.FromSeconds((double)frames / format.SampleRate), limits);
        }

        var bytes = new byte[Math.Max(1, BlockBytes / format.FrameBytes) * format.FrameBytes];
        var floats = new float[bytes.Length / format.BytesPerSample];
        var blocks = new Deinterleaver(format.Channels, format.ChannelMask, format.SampleRate, bytes.Length / format.FrameBytes, limits.Surround);
        sink.Expect((int)Math.Min(frames, Array.MaxLength));
        sink.Add(blocks.Split([]));
        var taken = 0L;
        for (var remaining = claimed; remaining > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = bytes.AsSpan(0, (int)Math.Min(bytes.Length, remaining));
            var read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            var whole = read / format.FrameBytes * format.FrameBytes;
            if (whole == 0)
            {
                break;
            }

            if (frames == 0 && expected() is { } duration)
            {
                // Encoders add up to a few packets at either end.
                frames = (long)((Math.Min(duration.TotalSeconds, limits.MaxDuration.TotalSeconds) + 0.5) * format.SampleRate);
                sink.Expect((int)Math.Min(frames, Array.MaxLength));
            }

            SampleConversion.ToFloat(block[..whole], format, floats);
            sink.Add(blocks.Split(floats.AsSpan(0, whole / format.BytesPerSample)));
            remaining -= read;
            taken += whole / format.FrameBytes;
            if (taken > maxFrames)
            {
                throw Refusal.TooLong(path, null, limits);
            }
        }

        return TimeSpan.FromSeconds((double)taken / format.SampleRate);
    }

    private static (WavFormat Format, long DataBytes, long Left) ReadHeader(Stream stream, long length, string path)
    {
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head, 12, throwOnEndOfStream: false) < 12 || !IsWave(head))
        {
            throw new InvalidDataException("it does not begin as WAVE");
        }

        var streamed = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) is 0 or uint.MaxValue;
        var left = length == long.MaxValue ? length : length - 12;
        long wideData = -1;
        WavFormat? format = null;
        while (stream.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) == 8)
        {
            left -= left == long.MaxValue ? 0 : 8;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head.StartsWith("data"u8))
            {
                var data = (size, wideData, streamed) switch
                {
                    (uint.MaxValue, > 0, _) => wideData,
                    (uint.MaxValue, _, _) or (0, _, true) => long.MaxValue,
                    _ => size,
                };
                return (Supported(format, path), data, left);
            }

            var body = new byte[head.StartsWith("fmt "u8) || head.StartsWith("ds64"u8) ? Math.Min(size, MaxFormatBytes) : 0];
            if (size > left || stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length || !Skip(stream, size + (size & 1) - body.Length))
            {
                break;
            }

            left -= left == long.MaxValue ? 0 : size + (size & 1);
            if (head.StartsWith("ds64"u8) && body.Length >= 16)
            {
                wideData = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(8));
            }
            else if (head.StartsWith("fmt "u8))
            {
                format = WavFormat.TryParse(body, out var parsed) ? parsed : throw new InvalidDataException("its format cannot be told");
            }
        }

        throw new InvalidDataException("it holds no samples");
    }

    private static WavFormat Supported(WavFormat? format, string path)
    {
        if (format is not { } f)
        {
            throw new InvalidDataException("its format cannot be told");
        }

        if (!f.IsLinear)
        {
            throw new InvalidDataException($"its sample format (tag {f.Tag}, {8 * f.BytesPerSample} bits) is none that WAVE knows");
        }

        if (f.SampleRate is < 8000 or > 192_000)
        {
            throw Refusal.Because(path, $"has a sample rate of {f.SampleRate} Hz; 8000 to 192000 Hz are accepted");
        }

        return f.Channels <= Downmix.MaxChannels ? f : throw Refusal.Because(path, $"has {f.Channels} channels; up to {Downmix.MaxChannels} are accepted");
    }

    // The pad byte of a last, odd chunk may be missing.
    private static bool Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            return true;
        }

        var scratch = new byte[Math.Min(count, BlockBytes)];
        while (count > 0)
        {
            var read = stream.Read(scratch, 0, (int)Math.Min(count, scratch.Length));
            if (read == 0)
            {
                return false;
            }

            count -= read;
        }

        return true;
    }
}
