using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Writes RIFF WAVE: 16-bit with dither, 24-bit, or 32-bit float.</summary>
internal sealed class WavEncoder : IAudioEncoder
{
    private const int BlockLength = 16384;

    public bool CanEncode(AudioFormat format) => format == AudioFormat.Wav;

    public Task EncodeAsync(AudioBuffer audio, string path, EncodingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var bits = options.BitsPerSample is 16 or 24 or 32 ? options.BitsPerSample
            : throw new OutputException(path, $"{Path.GetFileName(path)} cannot be written with {options.BitsPerSample} bits per sample; choose 16, 24 or 32.");
        var bytes = (long)audio.Length * audio.ChannelCount * bits / 8;
        if (bytes > uint.MaxValue - 65536)
        {
            throw new OutputException(path, $"{Path.GetFileName(path)} would be over the 4 GB that a WAV file can hold; write FLAC instead.");
        }

        return OutputFile.WriteAsync(path, temporary => WriteAsync(audio, temporary, bits, options, cancellationToken), cancellationToken);
    }

    private static async Task WriteAsync(AudioBuffer audio, string temporary, int bits, EncodingOptions options, CancellationToken cancellationToken)
    {
        var quantizer = new PcmQuantizer(bits);
        var step = quantizer.BytesPerSample * audio.ChannelCount;
        var block = new byte[BlockLength * step];
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            var header = WavHeader.Make(audio.SampleRate, audio.ChannelCount, bits, audio.Length, options.Tags);
            await file.WriteAsync(header, cancellationToken).ConfigureAwait(false);
            for (var start = 0; start < audio.Length; start += BlockLength)
            {
                var size = quantizer.Interleave(audio, start, Math.Min(BlockLength, audio.Length - start), block);
                await file.WriteAsync(block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
            }

            if ((long)audio.Length * step % 2 == 1)
            {
                await file.WriteAsync(new byte[1], cancellationToken).ConfigureAwait(false);
            }

            file.Flush(flushToDisk: true);
        }
    }
}
