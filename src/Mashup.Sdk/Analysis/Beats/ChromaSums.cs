namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Running sums of treble and bass chroma, so that the mean over any stretch of time costs two look-ups.</summary>
/// <remarks>
/// 1. Levels of the pitches are folded onto twelve classes, treble and bass apart, and summed along the song.
/// 2. A change is the cosine distance of the centred means after and before a time, with a gap between that leaves the attack out
///    (harmonic change: Harte, Sandler and Gasser, AMCMM 2006).
/// </remarks>
internal sealed class ChromaSums
{
    private const int Classes = 12;
    private const int TrebleFrom = 12, BassTo = 20;
    private const double Gap = 0.08;

    private readonly float[][] _treble;
    private readonly float[][] _bass;

    private readonly double _origin;

    /// <summary>Adds up a song's levels; times count from <paramref name="origin"/> seconds on.</summary>
    public ChromaSums(PitchSpectrogram spectrogram, double origin)
    {
        _origin = origin;
        _treble = Fold(spectrogram, TrebleFrom, PitchSpectrogram.Pitches);
        _bass = Fold(spectrogram, 0, BassTo);
    }

    /// <summary>Cosine distance, 0 to 2, of the mean chroma in the seconds after and before a time.</summary>
    public (float Harmony, float Bass) Change(double time, double seconds)
    {
        int after0 = Frame(time + Gap), after1 = Frame(time + seconds + Gap / 2), before0 = Frame(time - seconds - Gap / 2), before1 = Frame(time - Gap);
        return (Distance(_treble, before0, before1, after0, after1), Distance(_bass, before0, before1, after0, after1));
    }

    private int Frame(double time) => Math.Clamp((int)Math.Round((time + _origin) * PitchSpectrogram.FrameRate), 0, _treble.Length - 1);

    private static float Distance(float[][] sums, int before0, int before1, int after0, int after1)
    {
        Span<float> before = stackalloc float[Classes], after = stackalloc float[Classes];
        Centre(sums, before0, before1, before);
        Centre(sums, after0, after1, after);
        float dot = 0, b = 0, a = 0;
        for (var c = 0; c < Classes; c++)
        {
            dot += before[c] * after[c];
            b += before[c] * before[c];
            a += after[c] * after[c];
        }

        return 1 - dot / (MathF.Sqrt(a * b) + 1e-6f);
    }

    private static void Centre(float[][] sums, int from, int to, Span<float> chroma)
    {
        float mean = 0, scale = 1f / Math.Max(1, to - from);
        for (var c = 0; c < Classes; c++)
        {
            chroma[c] = (sums[to][c] - sums[from][c]) * scale;
            mean += chroma[c] / Classes;
        }

        for (var c = 0; c < Classes; c++)
        {
            chroma[c] -= mean;
        }
    }

    private static float[][] Fold(PitchSpectrogram spectrogram, int from, int to)
    {
        var sums = new float[spectrogram.Frames.Length + 1][];
        sums[0] = new float[Classes];
        for (var i = 0; i < spectrogram.Frames.Length; i++)
        {
            var sum = (float[])sums[i].Clone();
            for (var p = from; p < to; p++)
            {
                sum[(p + PitchSpectrogram.LowestPitch) % Classes] += spectrogram.Frames[i][p];
            }

            sums[i + 1] = sum;
        }

        return sums;
    }
}
