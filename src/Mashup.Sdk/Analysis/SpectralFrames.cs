using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis;

/// <summary>What one pass of short-time spectra over a song gives: levels in three bands, and cues for the vocal detector.</summary>
/// <param name="FramesPerSecond">Frame rate, Hz; frame i is centred at i / FramesPerSecond seconds.</param>
/// <param name="Low">Mean square below 220 Hz per frame.</param>
/// <param name="Mid">Mean square from 220 to 1760 Hz per frame.</param>
/// <param name="High">Mean square above 1760 Hz per frame.</param>
/// <param name="Vocal">Cues for the vocal detector per frame.</param>
internal sealed record SpectralFrames(double FramesPerSecond, float[] Low, float[] Mid, float[] High, VocalCues Vocal)
{
    /// <summary>The frames of runs that follow each other.</summary>
    public static SpectralFrames Join(double framesPerSecond, IReadOnlyList<SpectralFrames> runs) => new(
        framesPerSecond, [.. runs.SelectMany(r => r.Low)], [.. runs.SelectMany(r => r.Mid)], [.. runs.SelectMany(r => r.High)],
        VocalCues.Join(framesPerSecond, [.. runs.Select(r => r.Vocal)]));
}
