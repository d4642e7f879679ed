using Mashup.Sdk.Planning.Compatibility;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Songs;

/// <summary>The songs of a request and what is known of them together.</summary>
internal sealed class Ensemble
{
    private const double DrumWeight = 0.4;

    private Ensemble(Song[] songs, TempoPlan tempo, SongHarmony[] harmonies, int[] shifts, PairJudgement[,] judgements) =>
        (Songs, Tempo, Harmonies, Shifts, Judgements) = (songs, tempo, harmonies, shifts, judgements);

    /// <summary>The songs, in the order they were given.</summary>
    public IReadOnlyList<Song> Songs { get; }

    /// <summary>Where they meet.</summary>
    public TempoPlan Tempo { get; }

    /// <summary>Their harmony, one each.</summary>
    public IReadOnlyList<SongHarmony> Harmonies { get; }

    /// <summary>Their transpositions, semitones.</summary>
    public int[] Shifts { get; }

    /// <summary>What the first index sung over the second is worth.</summary>
    public PairJudgement[,] Judgements { get; }

    /// <summary>Looks at songs together.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="tempo">Where they meet.</param>
    /// <param name="style">How freely they are transposed, 0 to 1.</param>
    /// <param name="given">Transpositions that are settled, by index.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Ensemble Of(Song[] songs, TempoPlan tempo, double style, IReadOnlyDictionary<int, int>? given, CancellationToken cancellationToken)
    {
        var step = tempo.Meter == 3 ? 3 : 2;
        var harmonies = songs.Select(s => SongHarmony.Of(s, Math.Max(1, (int)(step / tempo.Fits[s.Index].TimelineBeats)))).ToArray();
        var harmony = new ShiftPlanner(songs, tempo, harmonies, cancellationToken);
        var shifts = harmony.Choose(style, given);
        var judgements = new PairJudgement[songs.Length, songs.Length];
        foreach (var a in songs)
        {
            foreach (var b in songs)
            {
                judgements[a.Index, b.Index] = a == b ? new PairJudgement(1, 1, 1, 1) : PairJudge.Judge(a, b, tempo, harmony, shifts);
            }
        }

        return new Ensemble(songs, tempo, harmonies, shifts, judgements);
    }

    /// <summary>Worth of every song over every other, to be changed at will.</summary>
    /// <param name="energy">0 asks for calm beds, 1 for busy drums.</param>
    public double[,] Worth(double energy)
    {
        var worth = new double[Songs.Count, Songs.Count];
        var strokes = Songs.Select(s => Math.Log2(0.1 + s.StrokesPerBeat / Tempo.Fits[s.Index].TimelineBeats)).ToArray();
        foreach (var a in Songs)
        {
            foreach (var b in Songs)
            {
                var lively = Math.Clamp(strokes[b.Index] - strokes.Average(), -1, 1);
                worth[a.Index, b.Index] = Judgements[a.Index, b.Index].Worth + DrumWeight * (energy - 0.5) * lively;
            }
        }

        return worth;
    }
}
