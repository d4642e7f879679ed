using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>Finds the chords of a song. Implementations are stateless and may be called from several threads at once.</summary>
public interface IChordRecognizer
{
    /// <summary>Recognises the chords of the whole song.</summary>
    /// <param name="chroma">Chroma of the song.</param>
    /// <param name="beats">Its metrical grid, possibly empty.</param>
    /// <param name="key">Its key.</param>
    /// <param name="durationSeconds">Its length, seconds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Chords from 0 to the end of the song, in order, without gaps.</returns>
    IReadOnlyList<ChordSegment> Recognize(ChromaFeatures chroma, BeatGrid beats, KeyEstimate key, double durationSeconds, CancellationToken cancellationToken);
}
