using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>The 25 chords that are told apart: index 2 · root + (0 major, 1 minor), and 24 for none.</summary>
internal static class ChordVocabulary
{
    /// <summary>Number of chords.</summary>
    public const int Count = 25;

    /// <summary>Index of "no chord".</summary>
    public const int None = 24;

    private const double NoneShare = 0.02;

    // Log probability of each degree of the scale, major triads and minor triads on it, as pop songs use them; the corpus's own counts, smoothed.
    private static readonly double[][] DegreesOfMajor =
    [
        [-1.2, -5.7, -5.0, -5.7, -5.0, -2.1, -5.7, -1.7, -5.7, -5.7, -5.0, -5.7],
        [-5.7, -5.7, -2.4, -5.7, -2.4, -4.2, -5.7, -5.7, -5.7, -2.0, -5.7, -5.7],
    ];

    private static readonly double[][] DegreesOfMinor =
    [
        [-4.9, -5.7, -5.5, -2.4, -5.7, -4.4, -5.7, -3.1, -1.9, -5.7, -1.7, -5.7],
        [-1.1, -5.7, -5.0, -5.7, -5.7, -2.4, -5.7, -2.8, -5.7, -5.7, -5.7, -5.7],
    ];

    /// <summary>Harte label of a chord.</summary>
    public static string Label(int chord) =>
        chord == None ? "N" : $"{new MusicalKey(chord / 2, Mode.Major).TonicName}:{(chord % 2 == 0 ? "maj" : "min")}";

    /// <summary>Log probability of every chord in a key.</summary>
    public static double[] LogPriors(MusicalKey key)
    {
        var degrees = key.Mode == Mode.Major ? DegreesOfMajor : DegreesOfMinor;
        var priors = new double[Count];
        for (var chord = 0; chord < None; chord++)
        {
            priors[chord] = degrees[chord % 2][(chord / 2 - key.Tonic + 12) % 12];
        }

        priors[None] = Math.Log(NoneShare);
        return priors;
    }
}
