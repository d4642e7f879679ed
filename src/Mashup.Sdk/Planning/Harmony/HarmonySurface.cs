using System.Numerics.Tensors;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>Compares every place of a voice with every place of a band, at every transposition and every downbeat offset.</summary>
/// <remarks>
/// 1. Windows of four bars begin on every regular bar of either song; each is one vector of unit chroma (<see cref="HarmonyProfile"/>), so that a product of two
///    is their mean correlation, and transposing is a rotation.
/// 2. For every transposition: the best band window of every voice window, and of these the mean of the better half, because a planner picks places.
/// After the mashability surface of Davies et al., "AutoMashUpper" (IEEE/ACM TASLP 22(12), 2014), with voice and band apart as in Lee et al. (ISMIR 2015).
/// Of songs longer than about six minutes evenly spaced windows are taken.
/// </remarks>
internal static class HarmonySurface
{
    private const int WindowSteps = 8;
    private const int MostVoices = 192;
    private const int MostBands = 384;

    /// <summary>Best local harmony for every transposition of the voice from −<paramref name="reach"/> to <paramref name="reach"/> semitones against the band.</summary>
    public static double[] Best(Song singer, HarmonyProfile voice, Song player, HarmonyProfile band, int reach, CancellationToken cancellationToken)
    {
        var (places, others) = (Places(singer, voice, MostVoices), Places(player, band, MostBands));
        var best = new double[2 * reach + 1];
        if (places.Length == 0 || others.Length == 0)
        {
            return best;
        }

        const int Size = 12 * WindowSteps;
        var bands = new float[others.Length * Size];
        for (var o = 0; o < others.Length; o++)
        {
            band.Write(others[o], 0, bands.AsSpan(o * Size, Size));
        }

        var window = new float[Size];
        var found = new double[places.Length];
        for (var shift = -reach; shift <= reach; shift++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var p = 0; p < places.Length; p++)
            {
                voice.Write(places[p], shift, window);
                var most = float.NegativeInfinity;
                for (var o = 0; o < others.Length; o++)
                {
                    most = Math.Max(most, TensorPrimitives.Dot<float>(window, bands.AsSpan(o * Size, Size)));
                }

                found[p] = most / WindowSteps;
            }

            Array.Sort(found);
            best[shift + reach] = found[(found.Length / 2)..].Average();
        }

        return best;
    }

    private static int[] Places(Song song, HarmonyProfile profile, int most)
    {
        var needed = Math.Max(1, WindowSteps * profile.BeatsPerStep / song.Meter);
        var all = Enumerable.Range(0, song.Bars.Length).Where(k => song.Run[k] >= needed).Select(k => song.Bars[k]).ToArray();
        var stride = Math.Max(1, (all.Length + most - 1) / most);
        return [.. all.Where((_, i) => i % stride == 0)];
    }
}
