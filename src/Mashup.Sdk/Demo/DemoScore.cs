namespace Mashup.Sdk.Demo;

/// <summary>The score of a demo song: what the synthesizer plays, bar by bar.</summary>
/// <param name="Bpm">Tempo, beats per minute.</param>
/// <param name="Tonic">Pitch class of the tonic, 0 (C) to 11.</param>
/// <param name="Scale">Semitones of the seven degrees above the tonic.</param>
/// <param name="Verse">Chord degrees (0 to 6) of the verse, one a bar, repeated.</param>
/// <param name="Chorus">Chord degrees of the chorus, one a bar, repeated.</param>
/// <param name="Kick">Steps (16 a bar) on which the kick sounds.</param>
/// <param name="Snare">Steps on which the snare sounds.</param>
/// <param name="Hat">Steps on which the hi-hat sounds.</param>
/// <param name="Riff">Steps on which the chords are struck.</param>
/// <param name="Seed">Seed of melody and noise.</param>
internal sealed record DemoScore(
    double Bpm, int Tonic, int[] Scale, int[] Verse, int[] Chorus, int[] Kick, int[] Snare, int[] Hat, int[] Riff, int Seed)
{
    /// <summary>The form both songs share: bars, and which parts play.</summary>
    public static IReadOnlyList<DemoPart> Form { get; } =
    [
        new(4, IsChorus: false, Drums: false, Bass: false, Vocals: false),
        new(8, IsChorus: false, Drums: true, Bass: true, Vocals: true),
        new(8, IsChorus: true, Drums: true, Bass: true, Vocals: true),
        new(4, IsChorus: false, Drums: true, Bass: true, Vocals: false),
        new(8, IsChorus: true, Drums: true, Bass: true, Vocals: true),
        new(4, IsChorus: false, Drums: true, Bass: false, Vocals: false),
    ];

    public static DemoScore Of(DemoSong song) => song switch
    {
        DemoSong.NeonHarbour => new DemoScore(
            124, 9, [0, 2, 3, 5, 7, 8, 10], [0, 5, 2, 6], [5, 6, 0, 0],
            [0, 4, 8, 12], [4, 12], [2, 6, 10, 14], [0, 3, 6, 10, 12], 11),
        DemoSong.PaperKites => new DemoScore(
            118, 0, [0, 2, 4, 5, 7, 9, 11], [0, 4, 5, 3], [3, 4, 0, 5],
            [0, 7, 10], [4, 12], [0, 2, 4, 6, 8, 10, 12, 14], [0, 8, 11], 23),
        _ => throw new ArgumentOutOfRangeException(nameof(song), song, "There is no such demo song."),
    };

    /// <summary>MIDI note of a scale degree; degrees beyond 6 are an octave higher.</summary>
    public int Note(int octave, int degree) => 12 * (octave + 1 + degree / 7) + Tonic + Scale[degree % 7];
}

/// <summary>A part of a demo song's form.</summary>
/// <param name="Bars">Length in bars of four beats.</param>
/// <param name="IsChorus">Whether the chorus chords are played.</param>
/// <param name="Drums">Whether the drums play.</param>
/// <param name="Bass">Whether the bass plays.</param>
/// <param name="Vocals">Whether somebody sings.</param>
internal sealed record DemoPart(int Bars, bool IsChorus, bool Drums, bool Bass, bool Vocals);
