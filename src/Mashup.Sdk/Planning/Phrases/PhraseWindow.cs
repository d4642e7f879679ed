using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Phrases;

/// <summary>A few bars of a song that can fill a block of the mashup.</summary>
/// <param name="Song">The song.</param>
/// <param name="StartBeat">First beat, always a downbeat.</param>
/// <param name="Bars">Length in bars of the mashup.</param>
/// <param name="LoopBars">After so many bars of the mashup it starts again; equal to <paramref name="Bars"/> where it need not.</param>
/// <param name="BeatsPerBar">Beats of the song in a bar of the mashup.</param>
/// <param name="Merit">How good it is on its own, about 0 to 1.</param>
/// <param name="Level">Its level within its song, 0 to 1.</param>
internal sealed record PhraseWindow(Song Song, int StartBeat, int Bars, int LoopBars, int BeatsPerBar, double Merit, double Level)
{
    /// <summary>First beat after the window.</summary>
    public int EndBeat => StartBeat + LoopBars * BeatsPerBar;

    /// <summary>Whether the two share music.</summary>
    public bool Overlaps(PhraseWindow other) => Song == other.Song && StartBeat < other.EndBeat && other.StartBeat < EndBeat;

    /// <summary>Whether this one goes on where the other ends.</summary>
    public bool Continues(PhraseWindow other) => Song == other.Song && StartBeat == other.EndBeat && other.LoopBars == other.Bars;
}
