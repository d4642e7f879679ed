using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Arranging;

/// <summary>What plays in a block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Role">Who sings over whom.</param>
/// <param name="Lead">What is sung, or <see langword="null"/>.</param>
/// <param name="Bed">What accompanies; <see langword="null"/> only where a song plays alone.</param>
/// <param name="Harmony">Correlation of the two, −1 to 1; 0 where one is missing.</param>
/// <param name="RunnerUp">The next best place for the voice, or for the band where nobody sings; <see langword="null"/> where there is none.</param>
internal sealed record ArrangedBlock(FormBlock Block, Role Role, PhraseWindow? Lead, PhraseWindow? Bed, double Harmony, RunnerUp? RunnerUp)
{
    // Share of the second half in which the band's own singer has to be heard to answer.
    private const double Enough = 0.5;

    /// <summary>Whether the band's own singer can answer in the second half.</summary>
    public bool Answered => Block.Answered && Lead is { Song.Sings: true } && Bed is { } bed && bed.Song != Lead.Song && bed.LoopBars == bed.Bars && AnswerShare(bed) >= Enough;

    /// <summary>Share of the second half of a window that is sung.</summary>
    public static double AnswerShare(PhraseWindow bed)
    {
        var half = (bed.EndBeat - bed.StartBeat) / 2;
        return Song.Mean(bed.Song.VocalShare, bed.StartBeat + half, half);
    }
}

/// <summary>What was not chosen.</summary>
/// <param name="Window">The next best window.</param>
/// <param name="Why">What speaks against it, as the rest of a sentence.</param>
internal sealed record RunnerUp(PhraseWindow Window, string Why);
