using System.Runtime.InteropServices;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Caching;

/// <summary>Keeps the stems of a song, sample for sample.</summary>
/// <remarks>
/// Payload: vocal clarity, sample rate, channels, length; then for each stem and channel how many samples come, and those samples. Silence
/// at a channel's end is not written. All four stems are: the fourth as mix minus the rest would not have the same bits.
/// </remarks>
internal static class StemArtefact
{
    private const int MaxChannels = 8;

    /// <summary>Keeps the stems.</summary>
    public static Task WriteAsync(IArtefactStore store, ArtefactKey key, StemSet stems, CancellationToken cancellationToken) =>
        store.WriteAsync(
            key,
            stream =>
            {
                var first = stems.Vocals;
                stream.Write(MemoryMarshal.AsBytes([stems.VocalClarity]));
                stream.Write(MemoryMarshal.AsBytes([first.SampleRate, first.ChannelCount, first.Length]));
                foreach (var stem in (ReadOnlySpan<AudioBuffer>)[stems.Vocals, stems.Drums, stems.Bass, stems.Other])
                {
                    for (var c = 0; c < first.ChannelCount; c++)
                    {
                        // By its bits: a negative zero is no silence to leave out.
                        var samples = MemoryMarshal.Cast<float, int>(stem.Channel(c));
                        samples = samples[..(samples.LastIndexOfAnyExcept(0) + 1)];
                        stream.Write(MemoryMarshal.AsBytes([samples.Length]));
                        WriteInBlocks(stream, MemoryMarshal.AsBytes(samples));
                    }
                }
            },
            cancellationToken);

    /// <summary>The stems as they were kept, or <see langword="null"/>.</summary>
    public static Task<StemSet?> ReadAsync(IArtefactStore store, ArtefactKey key, CancellationToken cancellationToken) =>
        store.ReadAsync(
            key,
            stream =>
            {
                Span<double> clarity = stackalloc double[1];
                Span<int> shape = stackalloc int[3];
                stream.ReadExactly(MemoryMarshal.AsBytes(clarity));
                stream.ReadExactly(MemoryMarshal.AsBytes(shape));
                if (shape[0] < 1 || shape[1] is < 1 or > MaxChannels || shape[2] < 0)
                {
                    throw new InvalidDataException("These are no stems.");
                }

                var (vocals, drums, bass, other) = (ReadStem(stream, shape), ReadStem(stream, shape), ReadStem(stream, shape), ReadStem(stream, shape));
                return new StemSet(vocals, drums, bass, other, clarity[0]);
            },
            cancellationToken);

    private static AudioBuffer ReadStem(Stream stream, ReadOnlySpan<int> shape)
    {
        var stem = new AudioBuffer(shape[0], shape[1], shape[2]);
        Span<int> count = stackalloc int[1];
        for (var c = 0; c < stem.ChannelCount; c++)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(count));
            if (count[0] < 0 || count[0] > stem.Length)
            {
                throw new InvalidDataException("These are no stems.");
            }

            ReadInBlocks(stream, MemoryMarshal.AsBytes(stem.Channel(c)[..count[0]]));
        }

        return stem;
    }

    // Blocks small enough that the checksum finds them in the processor's cache, and that cancelling does not wait.
    private const int BlockBytes = 1 << 20;

    private static void WriteInBlocks(Stream stream, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(BlockBytes, bytes.Length)..])
        {
            stream.Write(bytes[..Math.Min(BlockBytes, bytes.Length)]);
        }
    }

    private static void ReadInBlocks(Stream stream, Span<byte> bytes)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(BlockBytes, bytes.Length)..])
        {
            stream.ReadExactly(bytes[..Math.Min(BlockBytes, bytes.Length)]);
        }
    }
}
