using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>Chooses how far each song is transposed, so that all layers agree and nothing moves more than needed.</summary>
/// <remarks>
/// 1. For every pair and every relative shift: the local harmony, i.e. how well the best-fitting places of the two songs correlate.
/// 2. All shifts of all songs within the limit are tried together. A combination earns local harmony and the relation of the keys (as far as both
///    keys are sure), and pays for every semitone moved: songs that sing pay more, because voices suffer most.
/// A shift beyond the limit is never clamped to a wrong key: the songs then stay a fifth or a parallel apart, or where they are.
/// </remarks>
internal sealed class ShiftPlanner
{
    /// <summary>Semitones a layer may move before damage is audible.</summary>
    public const int Limit = 3;

    private const double KeyWeight = 0.9;
    private const int WindowSteps = 8;
    private readonly double[,][] _harmony;
    private readonly IReadOnlyList<Song> _songs;
    private readonly TempoPlan _tempo;

    public ShiftPlanner(IReadOnlyList<Song> songs, TempoPlan tempo, IReadOnlyList<HarmonyProfile> profiles, CancellationToken cancellationToken)
    {
        (_songs, _tempo) = (songs, tempo);
        _harmony = new double[songs.Count, songs.Count][];
        for (var a = 0; a < songs.Count; a++)
        {
            for (var b = a + 1; b < songs.Count; b++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _harmony[a, b] = tempo.Fits[a].Layers && tempo.Fits[b].Layers ? LocalHarmony(songs[a], songs[b], profiles[a], profiles[b]) : new double[4 * Limit + 1];
            }
        }
    }

    /// <summary>Best local harmony of two songs when the first is moved up by so many semitones against the second.</summary>
    public double Harmony(int a, int b, int semitones) =>
        a < b ? _harmony[a, b][semitones + 2 * Limit] : _harmony[b, a][-semitones + 2 * Limit];

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
                value += (Harmony(a, b, s - shifts[b]) + KeyWeight * KeyTrust(a, b) * KeyRelation.Agreement(Key(a, s), Key(b, shifts[b]))) / pairs;
            }
        }

        return value;
    }

    // Below 0.55 a key guess is wrong too often to move a song for; the harmony itself then decides.
    private double KeyTrust(int a, int b) =>
        Math.Clamp((Math.Min(_songs[a].Track.Analysis.Key.Confidence, _songs[b].Track.Analysis.Key.Confidence) - 0.25) / 0.4, 0.1, 1);

    private MusicalKey Key(int song, int shift) => _songs[song].Track.Analysis.Key.Key.Transpose(shift);

    private static double[] LocalHarmony(Song a, Song b, HarmonyProfile profileA, HarmonyProfile profileB)
    {
        var places = Places(a, profileA, 32);
        var others = Places(b, profileB, 64);
        var result = new double[4 * Limit + 1];
        for (var r = -2 * Limit; r <= 2 * Limit; r++)
        {
            var best = places.Select(p => others.Select(o => profileA.Correlate(profileB, p, o, WindowSteps, r)).DefaultIfEmpty(0).Max()).Order().ToArray();
            result[r + 2 * Limit] = best.Length == 0 ? 0 : best[(best.Length / 2)..].Average();
        }

        return result;
    }

    private static int[] Places(Song song, HarmonyProfile profile, int most)
    {
        var needed = Math.Max(1, WindowSteps * profile.BeatsPerStep / song.Meter);
        var all = Enumerable.Range(0, song.Bars.Length).Where(k => song.Run[k] >= needed && song.Phase[k] % 2 == 0).Select(k => song.Bars[k]).ToArray();
        var stride = Math.Max(1, (all.Length + most - 1) / most);
        return [.. all.Where((_, i) => i % stride == 0)];
    }
}
