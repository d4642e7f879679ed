using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Planning.Form;

/// <summary>A block of the mashup's form, before it is known what plays in it.</summary>
/// <param name="StartBar">First bar.</param>
/// <param name="Bars">Length in bars.</param>
/// <param name="Label">Its role.</param>
/// <param name="Sung">Whether somebody sings.</param>
/// <param name="Energy">Wished energy, 0 to 1.</param>
/// <param name="Lanes">Which parts of the accompaniment play, and when within the block.</param>
internal sealed record FormBlock(int StartBar, int Bars, SectionLabel Label, bool Sung, double Energy, IReadOnlyList<Lane> Lanes)
{
    /// <summary>Bars at the start that are counted in with the first bars of what follows, so that phrases begin on the lattice.</summary>
    public int CountIn { get; init; }

    /// <summary>Whether the band's own singer may answer in the second half.</summary>
    public bool Answered { get; init; }

    /// <summary>Bars of the block without the count-in: what a window of a song has to fill.</summary>
    public int PhraseBars => Bars - CountIn;

    /// <summary>Bar of the window that plays in a bar of the block.</summary>
    public int WindowBar(int bar) => bar < CountIn ? bar : bar - CountIn;
}

/// <summary>A part of the accompaniment within a block.</summary>
/// <param name="Stem">Drums, bass or other.</param>
/// <param name="FromBar">First bar, counted from the block's start.</param>
/// <param name="ToBar">First bar in which it is silent again.</param>
internal sealed record Lane(StemKind Stem, int FromBar, int ToBar)
{
    /// <summary>Whether it plays at half its speed.</summary>
    public bool HalfTime { get; init; }
}
