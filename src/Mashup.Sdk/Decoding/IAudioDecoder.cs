using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Turns a file into samples. Implementations are stateless and may be called from several threads at once.</summary>
public interface IAudioDecoder
{
    /// <summary>Says from a file's first bytes whether this decoder reads it; names and extensions are not trusted.</summary>
    /// <param name="header">The first bytes of the file, up to 4096.</param>
    bool CanDecode(ReadOnlySpan<byte> header);

    /// <summary>Decodes the whole file at its own sample rate, verified complete; more than two channels are folded down to stereo.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="limits">What the file may ask of the machine.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <returns>Mono or stereo samples, owned by the caller.</returns>
    /// <exception cref="UnusableInputException">The file is not what it seems, damaged, or over a limit.</exception>
    /// <exception cref="MissingComponentException">A program this decoder runs is not installed.</exception>
    Task<AudioBuffer> DecodeAsync(string path, DecodingOptions limits, CancellationToken cancellationToken);

    /// <summary>Decodes the whole file as <see cref="DecodeAsync(string, DecodingOptions, CancellationToken)"/> does, block by block.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="sink">Takes the blocks in order; what it took is worth nothing where this ends in an exception.</param>
    /// <param name="limits">What the file may ask of the machine.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <remarks>A decoder that does not implement this hands over the song as one block.</remarks>
    async Task DecodeAsync(string path, IAudioSink sink, DecodingOptions limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        sink.Add(await DecodeAsync(path, limits, cancellationToken).ConfigureAwait(false));
    }
}
