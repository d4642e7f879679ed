using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Turns samples into a file. Implementations are stateless and may be called from several threads at once.</summary>
public interface IAudioEncoder
{
    /// <summary>Whether this encoder writes the format.</summary>
    /// <param name="format">A file format.</param>
    bool CanEncode(AudioFormat format);

    /// <summary>Writes the file, all of it or nothing: a failure or cancellation leaves what was at <paramref name="path"/> before.</summary>
    /// <param name="audio">Samples; not modified.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="options">Format, bit rate and tags.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    /// <exception cref="MissingComponentException">A program this encoder runs is not installed.</exception>
    Task EncodeAsync(AudioBuffer audio, string path, EncodingOptions options, CancellationToken cancellationToken);
}
