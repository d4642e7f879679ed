using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Finds the form of a song. Implementations are stateless and may be called from several threads at once.</summary>
public interface ISectionDetector
{
    /// <summary>Cuts the song into labelled sections on downbeats.</summary>
    /// <param name="beats">Its metrical grid, possibly empty.</param>
    /// <param name="features">Its features, one per beat.</param>
    /// <param name="vocals">Where somebody sings.</param>
    /// <param name="durationSeconds">Its length, seconds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Sections from 0 to the end of the song, in order, without gaps.</returns>
    IReadOnlyList<Section> Detect(BeatGrid beats, BeatFeatures features, IReadOnlyList<VocalRegion> vocals, double durationSeconds, CancellationToken cancellationToken);
}
