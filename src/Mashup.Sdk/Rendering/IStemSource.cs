using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering;

/// <summary>Gives the renderer the stems of a plan's songs. Implementations may be called from several threads at once.</summary>
public interface IStemSource
{
    /// <summary>One stem of one song, whole.</summary>
    /// <param name="track">Id of the song in the plan.</param>
    /// <param name="stem">Which part.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Stereo at the plan's sample rate; not to be modified.</returns>
    ValueTask<AudioBuffer> GetStemAsync(string track, StemKind stem, CancellationToken cancellationToken);
}
