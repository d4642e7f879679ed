namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>How well a song goes with another: what <c>mashup match</c> prints.</summary>
/// <param name="File">The candidate's file.</param>
/// <param name="Score">The better direction, 0 to 100.</param>
/// <param name="VocalsOverTheirs">The song's vocals over the candidate's band.</param>
/// <param name="TheirsOverBand">The candidate's vocals over the song's band.</param>
public sealed record TrackMatch(string File, double Score, DirectionMatch VocalsOverTheirs, DirectionMatch TheirsOverBand);

/// <summary>One direction of a match: A's vocals over B's band is not B's vocals over A's band.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Bpm">Tempo both would meet at; 0 where they cannot.</param>
/// <param name="TempoRelation">Tempo of the candidate against the song on the level they meet: 1, 2 (counted twice as fast) or 0.5.</param>
/// <param name="Semitones">How far the singing song would be transposed against the band.</param>
/// <param name="Windows">The best places, best first.</param>
/// <param name="Reasons">Why, in plain words.</param>
public sealed record DirectionMatch(
    double Score, double Bpm, double TempoRelation, int Semitones, IReadOnlyList<MatchWindow> Windows, IReadOnlyList<string> Reasons);

/// <summary>A place where two songs fit.</summary>
/// <param name="VocalSeconds">Where the vocals start in their song, seconds.</param>
/// <param name="BandSeconds">Where the band starts in its song, seconds.</param>
/// <param name="Bars">Length, bars.</param>
/// <param name="Harmony">Correlation of their harmonies, −1 to 1.</param>
public sealed record MatchWindow(double VocalSeconds, double BandSeconds, int Bars, double Harmony)
{
    /// <summary>Likeness of their kick and snare patterns, 0 to 1.</summary>
    public double Rhythm { get; init; }

    /// <summary>How evenly they fill the spectrum together, 0 to 1.</summary>
    public double Balance { get; init; }

    /// <summary>Share of the time in which the band's own voice may be heard under the other, 0 to 1.</summary>
    public double Clash { get; init; }
}
