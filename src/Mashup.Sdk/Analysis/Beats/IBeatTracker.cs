using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Finds beats, downbeats, tempo and meter. Implementations are stateless and may be called from several threads at once.</summary>
public interface IBeatTracker
{
    /// <summary>Tracks the beat over the whole song.</summary>
    /// <param name="audio">The song, mono or stereo, 44.1 kHz; not modified.</param>
    /// <param name="onsets">Its onset features.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The grid, or <see cref="BeatGrid.None"/> where there is no steady beat.</returns>
    BeatGrid Track(AudioBuffer audio, OnsetFeatures onsets, CancellationToken cancellationToken);
}
