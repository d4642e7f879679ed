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

    /// <summary>Names a stem's contents: equal names mean equal samples, also in later runs of the program. What was rendered of a named stem is kept and
    /// found again.</summary>
    /// <param name="track">Id of the song in the plan.</param>
    /// <param name="stem">Which part.</param>
    /// <returns>The name, or <see langword="null"/> (as by default) where nothing is to be kept.</returns>
    string? Fingerprint(string track, StemKind stem) => null;

    /// <summary>How loud a song's voice and band are against the whole song, so that any voice can be set level with any band.</summary>
    /// <param name="track">Id of the song in the plan.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The balance, or <see langword="null"/> (as by default) where the plan's levels are to be taken as they are.</returns>
    ValueTask<SongBalance?> GetBalanceAsync(string track, CancellationToken cancellationToken) => new((SongBalance?)null);
}
