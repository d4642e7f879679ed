using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>A stretch of a stem on the beat grid, before it becomes a clip.</summary>
/// <param name="Song">The song.</param>
/// <param name="Stem">Which part.</param>
/// <param name="Start">First timeline beat.</param>
/// <param name="End">Timeline beat where it stops.</param>
/// <param name="Anchor">Timeline beat on which <paramref name="AnchorBeat"/> lies.</param>
/// <param name="AnchorBeat">A beat of the song.</param>
/// <param name="GainDb">Level, dB.</param>
internal sealed record Segment(Song Song, StemKind Stem, double Start, double End, double Anchor, int AnchorBeat, double GainDb)
{
    /// <summary>How many times slower than the mashup it plays: 2 in half time.</summary>
    public int Slowness { get; init; } = 1;

    /// <summary>Length of the fade at the start, beats.</summary>
    public double FadeIn { get; init; }

    /// <summary>Length of the fade at the end, beats.</summary>
    public double FadeOut { get; init; }

    /// <summary>Parameters that move.</summary>
    public IReadOnlyList<Automation> Automation { get; init; } = [];
}
