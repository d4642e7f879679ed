using Mashup.Sdk;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Encoding;
using Microsoft.Extensions.Options;

namespace Mashup.Hosting.Work;

/// <summary>Writes audio in any format, with the engine's own encoders.</summary>
internal sealed class Encoders(IEnumerable<IAudioEncoder> encoders, IEnumerable<IAudioDecoder> decoders, IOptions<MashupOptions> options)
{
    private const int HeaderBytes = 4096;

    public Task WriteAsync(AudioBuffer audio, string path, EncodingOptions settings, CancellationToken cancellationToken)
    {
        settings.FFmpegPath = options.Value.Encoding.FFmpegPath;
        return encoders.First(e => e.CanEncode(settings.Format)).EncodeAsync(audio, path, settings, cancellationToken);
    }

    /// <summary>Reads a file that the engine wrote.</summary>
    public async Task<AudioBuffer> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        int read;
        await using (var file = File.OpenRead(path))
        {
            read = await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        }

        // The limits are for what users upload.
        var unlimited = new DecodingOptions { FFmpegPath = options.Value.Decoding.FFmpegPath };
        return await decoders.First(d => d.CanDecode(header.AsSpan(0, read))).DecodeAsync(path, unlimited, cancellationToken);
    }
}
