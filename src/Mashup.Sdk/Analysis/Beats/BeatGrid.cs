namespace Mashup.Sdk.Analysis.Beats;

/// <summary>The metrical grid of a song: a list of beats, never one tempo extrapolated.</summary>
/// <param name="Bpm">Tempo, beats per minute: 60 / median beat interval; 0 where there is no steady beat.</param>
/// <param name="Confidence">How sure, 0 to 1; below 0.3 the song has no steady beat to speak of.</param>
/// <param name="Meter">Beats per bar, 3 or 4.</param>
/// <param name="Beats">Times of the beats, seconds, ascending; empty where there is no steady beat.</param>
/// <param name="Downbeats">Times of the first beats of the bars, each also in <paramref name="Beats"/>.</param>
public sealed record BeatGrid(double Bpm, double Confidence, int Meter, IReadOnlyList<double> Beats, IReadOnlyList<double> Downbeats)
{
    /// <summary>No steady beat: speech, silence, rubato.</summary>
    public static BeatGrid None { get; } = new(0, 0, 4, [], []);
}
