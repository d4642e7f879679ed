using Mashup.Sdk.Planning.Compatibility;

namespace Mashup.Hosting.Tracks;

/// <summary>How well two tracks of a pool go together, and why.</summary>
/// <param name="A">One track.</param>
/// <param name="B">The other.</param>
/// <param name="Score">The better direction, 0 to 100.</param>
/// <param name="VocalsOfA">The vocals of A over the band of B.</param>
/// <param name="VocalsOfB">The vocals of B over the band of A.</param>
internal sealed record MatchAnswer(string A, string B, double Score, DirectionMatch VocalsOfA, DirectionMatch VocalsOfB)
{
    /// <summary>A match as the planner tells it, the smaller id first.</summary>
    public static MatchAnswer Of(string track, string other, TrackMatch match) => string.CompareOrdinal(track, other) < 0
        ? new MatchAnswer(track, other, Math.Round(match.Score, 1), match.VocalsOverTheirs, match.TheirsOverBand)
        : new MatchAnswer(other, track, Math.Round(match.Score, 1), match.TheirsOverBand, match.VocalsOverTheirs);
}
