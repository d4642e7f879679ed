using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Finds the key of a song. Implementations are stateless and may be called from several threads at once.</summary>
public interface IKeyDetector
{
    /// <summary>Detects the key of the whole song.</summary>
    /// <param name="chroma">Chroma of the song.</param>
    /// <param name="beats">Its metrical grid, possibly empty.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    KeyEstimate Detect(ChromaFeatures chroma, BeatGrid beats, CancellationToken cancellationToken);
}
