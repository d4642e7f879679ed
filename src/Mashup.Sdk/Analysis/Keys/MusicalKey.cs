namespace Mashup.Sdk.Analysis.Keys;

/// <summary>A key: tonic and mode.</summary>
/// <param name="Tonic">Pitch class of the tonic, 0 (C) to 11 (B).</param>
/// <param name="Mode">Major or minor.</param>
public readonly record struct MusicalKey(int Tonic, Mode Mode)
{
    private static readonly string[] Names = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"];

    /// <summary>Name of the tonic: C, Db, D, Eb, E, F, Gb, G, Ab, A, Bb or B.</summary>
    public string TonicName => Names[Tonic];

    /// <summary>Code on the Camelot wheel, 1A to 12B: neighbours on the wheel share all but one note.</summary>
    public string Camelot => FormattableString.Invariant($"{(MajorTonic * 7 + 7) % 12 + 1}{(Mode == Mode.Major ? 'B' : 'A')}");

    /// <summary>Pitch class of the tonic of the major key with the same notes.</summary>
    public int MajorTonic => (Tonic + (Mode == Mode.Minor ? 3 : 0)) % 12;

    /// <summary>Parses a tonic as <see cref="TonicName"/> writes it; sharps are understood too.</summary>
    /// <exception cref="FormatException">It is not the name of a pitch class.</exception>
    public static int ParseTonic(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var index = Array.IndexOf(Names, name);
        if (name is [>= 'A' and <= 'G', '#'])
        {
            index = (Array.IndexOf(Names, name[..1]) + 1) % 12;
        }

        return index >= 0 ? index : throw new FormatException($"'{name}' is not a pitch class: expected one of {string.Join(", ", Names)}.");
    }

    /// <summary>The key so many semitones higher (or lower, where negative).</summary>
    public MusicalKey Transpose(int semitones) => this with { Tonic = ((Tonic + semitones) % 12 + 12) % 12 };

    /// <summary>E.g. <c>A minor</c>.</summary>
    public override string ToString() => $"{TonicName} {(Mode == Mode.Major ? "major" : "minor")}";
}
