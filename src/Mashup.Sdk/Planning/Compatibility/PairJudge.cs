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

    private static double Likeness(Song a, Song b) => RhythmPattern.Likeness(Pattern(a), Pattern(b));

    private static float[] Pattern(Song song) => RhythmPattern.Of(song, song.Bars.Where((_, k) => song.Run[k] > 0));

    private static double Spectral(Song lead, Song bed) =>
        SpectralBalance.Of(SpectralBalance.Bands(lead, 0, int.MaxValue), SpectralBalance.Bands(bed, 0, int.MaxValue));
}
