using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>The 25 chords that are told apart: index 2 · root + (0 major, 1 minor), and 24 for none.</summary>
internal static class ChordVocabulary
{
    /// <summary>Number of chords.</summary>
    public const int Count = 25;

    /// <summary>Index of "no chord".</summary>
    public const int None = 24;

    /// <summary>Harte label of a chord.</summary>
    public static string Label(int chord) =>
        chord == None ? "N" : $"{new MusicalKey(chord / 2, Mode.Major).TonicName}:{(chord % 2 == 0 ? "maj" : "min")}";
}
