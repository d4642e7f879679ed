using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>Chooses how far each song is transposed, so that all layers agree and nothing moves more than needed.</summary>
/// <remarks>
/// 1. For every pair, both ways round, and every relative shift: the local harmony, i.e. how well the best-fitting places of the one's voice and the
///    other's band correlate (<see cref="HarmonySurface"/>).
/// 2. All shifts of all songs within the limit are tried together. A combination earns local harmony and the relation of the keys (as far as both
///    keys are sure), and pays for every semitone moved: songs that sing pay more, because voices suffer most.
/// A shift beyond the limit is never clamped to a wrong key: the songs then stay a fifth or a parallel apart, or where they are.
/// </remarks>
internal sealed class ShiftPlanner
{
    /// <summary>Semitones a layer may move before damage is audible.</summary>
    public const int Limit = 3;

    private const double KeyWeight = 0.9;

    // How much a direction counts in which nobody sings, against one in which somebody does.
    private const double Unsung = 0.25;
    private readonly double[,][] _harmony;
    private readonly IReadOnlyList<Song> _songs;
    private readonly TempoPlan _tempo;

    public ShiftPlanner(IReadOnlyList<Song> songs, TempoPlan tempo, IReadOnlyList<SongHarmony> harmonies, CancellationToken cancellationToken)
    {
        (_songs, _tempo) = (songs, tempo);
        _harmony = new double[songs.Count, songs.Count][];
        for (var a = 0; a < songs.Count; a++)
        {
            for (var b = 0; b < songs.Count; b++)
            {
                _harmony[a, b] = a != b && tempo.Fits[a].Layers && tempo.Fits[b].Layers
                    ? HarmonySurface.Best(songs[a], harmonies[a].Voice, songs[b], harmonies[b].Band, 2 * Limit, cancellationToken)
                    : new double[4 * Limit + 1];
            }
        }
    }

    /// <summary>Best local harmony of the first song's voice over the second's band when the first is moved up by so many semitones against the second.</summary>
    public double Harmony(int voice, int band, int semitones) => _harmony[voice, band][semitones + 2 * Limit];

    /// <summary>Semitones for each song.</summary>
    /// <param name="style">0 keeps songs where they are unless it helps much; 1 moves them freely.</param>
    /// <param name="given">Songs whose transposition is settled, by index.</param>
    public int[] Choose(double style, IReadOnlyDictionary<int, int>? given = null)
    {
        var layered = Enumerable.Range(0, _songs.Count).Where(i => _tempo.Fits[i].Layers).ToArray();
        var shifts = new int[_songs.Count];
        foreach (var (song, shift) in given ?? new Dictionary<int, int>())
        {
            shifts[song] = shift;
        }

        if (layered.Length < 2)
        {
            return shifts;
        }

        var (best, most) = ((int[])shifts.Clone(), double.MinValue);
        var combinations = (int)Math.Pow(2 * Limit + 1, layered.Length);
        for (var c = 0; c < combinations; c++)
        {
            for (int k = 0, rest = c; k < layered.Length; k++, rest /= 2 * Limit + 1)
            {
                shifts[layered[k]] = rest % (2 * Limit + 1) - Limit;
            }

            if (given?.Any(g => shifts[g.Key] != g.Value) == true)
            {
                continue;
            }

            var value = Value(layered, shifts, style);
            if (value > most + 1e-9)
            {
                (best, most) = ((int[])shifts.Clone(), value);
            }
        }

        return best;
    }

    private double Value(int[] layered, int[] shifts, double style)
    {
        var value = 0d;
        var pairs = layered.Length * (layered.Length - 1) / 2d;
        for (var x = 0; x < layered.Length; x++)
        {
            var (a, s) = (layered[x], shifts[layered[x]]);
            var exposure = _songs[a].Sings ? 1.25 : 1;
            value -= (0.07 - 0.03 * style) * exposure * (Math.Abs(s) + 0.2 * s * s) * 2 / layered.Length;
            for (var y = x + 1; y < layered.Length; y++)
            {
                var b = layered[y];
                value += (Both(a, b, s - shifts[b]) + KeyWeight * KeyTrust(a, b) * KeyRelation.Agreement(Key(a, s), Key(b, shifts[b]))) / pairs;
            }
        }

        return value;
    }

    // Below 0.55 a key guess is wrong too often to move a song for; the harmony itself then decides.
    private double KeyTrust(int a, int b) =>
        Math.Clamp((Math.Min(_songs[a].Track.Analysis.Key.Confidence, _songs[b].Track.Analysis.Key.Confidence) - 0.25) / 0.4, 0.1, 1);

    private MusicalKey Key(int song, int shift) => _songs[song].Track.Analysis.Key.Key.Transpose(shift);

    // Either may sing over the other; a direction in which somebody does counts more.
    private double Both(int a, int b, int semitones)
    {
        var (there, back) = (_songs[a].Sings ? 1 : Unsung, _songs[b].Sings ? 1 : Unsung);
        return (there * Harmony(a, b, semitones) + back * Harmony(b, a, -semitones)) / (there + back);
    }
}
