using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Decodes linear WAVE files in managed code: integers of 8 to 32 bits, floats of 32 and 64.</summary>
internal sealed class WavDecoder : IAudioDecoder
{
    /// <inheritdoc/>
    public bool CanDecode(ReadOnlySpan<byte> header) =>
        WavReader.IsWave(header) && (!WavFormat.TryFind(header, out var format) || format.Value.Tag is WavFormat.Pcm or WavFormat.Float);

    /// <inheritdoc/>
    public async Task<AudioBuffer> DecodeAsync(string path, DecodingOptions limits, CancellationToken cancellationToken)
    {
        var gatherer = new AudioGatherer();
        await DecodeAsync(path, gatherer, limits, cancellationToken).ConfigureAwait(false);
        return gatherer.ToBuffer()!;
    }

    /// <inheritdoc/>
    public Task DecodeAsync(string path, IAudioSink sink, DecodingOptions limits, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
                try
                {
                    WavReader.Read(stream, stream.Length, path, limits, () => null, sink, cancellationToken);
                }
                catch (InvalidDataException e)
                {
                    throw Refusal.Broken(path, e.Message);
                }
            },
            cancellationToken);
}
