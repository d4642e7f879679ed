using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Writes RIFF WAVE: 16-bit with dither, 24-bit, or 32-bit float.</summary>
internal sealed class WavEncoder : IAudioEncoder
{
    public bool CanEncode(AudioFormat format) => format == AudioFormat.Wav;

    public Task EncodeAsync(AudioBuffer audio, string path, EncodingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var bits = options.BitsPerSample is 16 or 24 or 32 ? options.BitsPerSample
            : throw new OutputException(path, $"{Path.GetFileName(path)} cannot be written with {options.BitsPerSample} bits per sample; choose 16, 24 or 32.");
        RefuseUnlessItFits((long)audio.Length * audio.ChannelCount * bits / 8, path);

        return OutputFile.WriteAsync(path, temporary => WriteAsync(audio, temporary, options, cancellationToken), cancellationToken);
    }

    /// <summary>Refuses what a WAV file cannot hold.</summary>
    public static void RefuseUnlessItFits(long bytes, string path)
    {
        if (bytes > uint.MaxValue - 65536)
        {
            throw new OutputException(path, $"{Path.GetFileName(path)} would be over the 4 GB that a WAV file can hold; write FLAC instead.");
        }
    }

    private static async Task WriteAsync(AudioBuffer audio, string temporary, EncodingOptions options, CancellationToken cancellationToken)
    {
        var file = await WavStream.CreateAsync(temporary, (audio.SampleRate, audio.ChannelCount), audio.Length, options, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(audio, 0, audio.Length, cancellationToken).ConfigureAwait(false);
            await file.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
