using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>What one song over another is worth, with its parts, each 0 to 1.</summary>
/// <param name="Harmonic">Local harmony and key relation after transposition.</param>
/// <param name="Rhythmic">Likeness of the drum patterns and smallness of the tempo change.</param>
/// <param name="Spectral">How evenly the two fill the spectrum together.</param>
/// <param name="Roles">How well the first sings and the second accompanies.</param>
internal sealed record PairJudgement(double Harmonic, double Rhythmic, double Spectral, double Roles)
{
    /// <summary>All parts together; harmony dominates, as in AutoMashUpper.</summary>
    public double Worth => 0.5 * Harmonic + 0.2 * Rhythmic + 0.1 * Spectral + 0.2 * Roles;
}

/// <summary>Judges pairs of songs, each direction on its own.</summary>
internal static class PairJudge
{
    private const int PointsPerBeat = 12;

    public static PairJudgement Judge(Song lead, Song bed, TempoPlan tempo, ShiftPlanner harmony, int[] shifts)
    {
        var (a, b) = (lead.Index, bed.Index);
        if (!tempo.Fits[a].Layers || !tempo.Fits[b].Layers)
        {
            return new PairJudgement(0, 0, Spectral(lead, bed), Roles(lead, bed));
        }

        var key = KeyRelation.Agreement(
            lead.Track.Analysis.Key.Key.Transpose(shifts[a]), bed.Track.Analysis.Key.Key.Transpose(shifts[b]));
        var local = Math.Clamp(harmony.Harmony(a, b, shifts[a] - shifts[b]), 0, 1);
        var stretch = Math.Max(Math.Abs(Math.Log2(tempo.Fits[a].Ratio)), Math.Abs(Math.Log2(tempo.Fits[b].Ratio))) / TempoPlanner.Bearable;
        var rhythm = tempo.Fits[a].TimelineBeats == tempo.Fits[b].TimelineBeats ? Likeness(lead, bed) : 0.6;
        return new PairJudgement(0.6 * local + 0.4 * key, 0.5 * rhythm + 0.5 * (1 - stretch * stretch), Spectral(lead, bed), Roles(lead, bed));
    }

    private static double Roles(Song lead, Song bed)
    {
        var sung = lead.Sings ? 0.4 + 0.6 * Math.Clamp(lead.Track.VocalClarity, 0, 1) : 0;
        var free = 1 - (1 - Math.Clamp(bed.Track.VocalClarity, 0, 1)) * Song.Mean(bed.VocalShare, 0, bed.VocalShare.Length);
        return 0.6 * sung + 0.4 * free;
    }

    private static double Likeness(Song a, Song b)
    {
        var (x, y) = (Pattern(a), Pattern(b));
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            (xy, xx, yy) = (xy + x[i] * y[i], xx + x[i] * x[i], yy + y[i] * y[i]);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0.5;
    }

    private static double[] Pattern(Song song)
    {
        var features = song.Track.Analysis.BeatFeatures;
        var pattern = new double[2 * PointsPerBeat * song.Meter];
        for (var k = 0; k < song.Bars.Length; k++)
        {
            for (var beat = 0; song.Run[k] > 0 && beat < song.Meter; beat++)
            {
                Add(features.KickPattern, song.Bars[k] + beat, pattern, beat * PointsPerBeat);
                Add(features.SnarePattern, song.Bars[k] + beat, pattern, (song.Meter + beat) * PointsPerBeat);
            }
        }

        return pattern;
    }

    private static void Add(IReadOnlyList<float[]> patterns, int beat, double[] sum, int at)
    {
        for (var i = 0; beat < patterns.Count && i < Math.Min(PointsPerBeat, patterns[beat].Length); i++)
        {
            sum[at + i] += float.IsFinite(patterns[beat][i]) ? patterns[beat][i] : 0;
        }
    }

    private static double Spectral(Song lead, Song bed)
    {
        var (a, b) = (Bands(lead), Bands(bed));
        // The voice takes the lead's middle and top; its bass stays out.
        double[] sum = [b[0], 0.5 * a[1] + b[1], 0.5 * a[2] + b[2]];
        var total = sum.Sum();
        if (total <= 0)
        {
            return 0.5;
        }

        var mean = 1 / 3d;
        return 1 - Math.Sqrt(sum.Sum(s => Math.Pow(s / total - mean, 2)) / 3) / Math.Sqrt(2 / 9d);
    }

    // Music falls by about 4.5 dB an octave; the tilt makes an evenly filled spectrum read even.
    private static double[] Bands(Song song)
    {
        var features = song.Track.Analysis.BeatFeatures;
        return [Amplitude(features.LowDb, 0), Amplitude(features.MidDb, 4), Amplitude(features.HighDb, 12)];
    }

    private static double Amplitude(IReadOnlyList<float> levels, double tilt) =>
        levels.Count == 0 ? 0 : Math.Pow(10, (levels.Where(float.IsFinite).Select(l => (double)Math.Clamp(l, -100, 20)).DefaultIfEmpty(-100).Average() + tilt) / 20);
}
