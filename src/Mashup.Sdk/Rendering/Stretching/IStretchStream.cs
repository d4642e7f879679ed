using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A stretched recording, made as it is read. The sizes of the blocks asked for change nothing in it. For one thread at a time.</summary>
public interface IStretchStream
{
    /// <summary>Makes the next samples.</summary>
    /// <param name="block">Receives them from its first sample on; has the recording's channels.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second; the stream is of no use then.</param>
    /// <returns>How many samples were made: fewer than the block holds only at the end, and then 0.</returns>
    /// <exception cref="ArgumentException">The block has another number of channels than the recording.</exception>
    int Read(AudioBuffer block, CancellationToken cancellationToken);
}
