using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Tempo;

/// <summary>Chooses the tempo that most songs can meet with the least stretching.</summary>
/// <remarks>
/// 1. The meter is that of most songs (the first song's where equal); other meters cannot be layered.
/// 2. Tempi from 60 to 190 BPM are tried in quarter-percent steps. A song meets each of them as it is, at half or at double time, whichever costs
///    least: the squared log ratio, growing steeply beyond 8 % (discomfort grows faster than the gap: Ishizaki et al., ISMIR 2009), capped where
///    the song is better not layered at all.
/// 3. The best tempo is refined to the geometric middle of the songs that fit, then moved towards what the energy slider asks for, as far as no
///    song leaves the 8 %.
/// </remarks>
internal static class TempoPlanner
{
    /// <summary>Log2 of the largest tempo change that nobody notices much, 8 %.</summary>
    public static readonly double Comfortable = Math.Log2(1.08);

    /// <summary>Log2 of the largest tempo change of a layer; beyond it the song plays on its own.</summary>
    public static readonly double Bearable = Math.Log2(1.14);

    private const double Misfit = 12;

    // Log2 of the tempo between an energy of 0 and of 1: 5 % up or down from the middle for what people call chill or hype.
    private const double EnergyReach = 0.17;
    private static readonly double[] Levels = [1, 2, 0.5];

    public static TempoPlan Choose(IReadOnlyList<Song> songs, double energy)
    {
        var gridded = songs.Where(s => s.HasBars).ToArray();
        if (gridded.Length == 0)
        {
            return new TempoPlan(110, 4, [.. songs.Select(_ => new TempoFit(false, 1, 1))]);
        }

        var meter = Meter(songs);
        var best = gridded[0].Bpm;
        var least = double.MaxValue;
        for (var bpm = 60d; bpm <= 190; bpm *= 1.0025)
        {
            var cost = songs.Sum(s => Math.Min(Misfit, Meet(s, bpm, meter).Cost)) + RangeCost(bpm, energy);
            if (cost < least)
            {
                (best, least) = (bpm, cost);
            }
        }

        best = Math.Round(Refine(songs, best, meter, energy), 2);
        return new TempoPlan(best, meter, [.. songs.Select(s => Meet(s, best, meter).Fit)]);
    }

    /// <summary>The same songs at another tempo that none of them minds.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="plan">What was chosen.</param>
    /// <param name="lean">−1 for the slowest comfortable tempo to 1 for the fastest.</param>
    public static TempoPlan Lean(IReadOnlyList<Song> songs, TempoPlan plan, double lean)
    {
        var native = songs.Where(s => plan.Fits[s.Index].Layers).Select(s => Math.Log2(s.Bpm * plan.Fits[s.Index].TimelineBeats)).ToArray();
        if (native.Length == 0)
        {
            return plan;
        }

        var now = Math.Log2(plan.Bpm);
        var room = lean < 0 ? now - (native.Max() - Comfortable) : native.Min() + Comfortable - now;
        var bpm = Math.Round(Math.Pow(2, now + lean * Math.Max(0, room)), 2);
        return plan with { Bpm = bpm, Fits = [.. plan.Fits.Select((f, i) => f.Layers ? f with { Ratio = bpm / (songs[i].Bpm * f.TimelineBeats) } : f)] };
    }

    /// <summary>How the songs meet a tempo that is given.</summary>
    public static TempoPlan At(IReadOnlyList<Song> songs, double bpm)
    {
        var meter = Meter(songs);
        return new TempoPlan(bpm, meter, [.. songs.Select(s => Meet(s, bpm, meter).Fit)]);
    }

    private static int Meter(IReadOnlyList<Song> songs) =>
        songs.Where(s => s.HasBars).GroupBy(s => s.Meter).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? 4;

    private static double Refine(IReadOnlyList<Song> songs, double bpm, int meter, double energy)
    {
        var native = songs.Select(s => (Song: s, Meet(s, bpm, meter).Fit)).Where(x => x.Fit.Layers).Select(x => Math.Log2(x.Song.Bpm * x.Fit.TimelineBeats)).ToArray();
        if (native.Length == 0)
        {
            return bpm;
        }

        var middle = native.Average();
        var (low, high) = (native.Max() - Comfortable, native.Min() + Comfortable);
        return Math.Pow(2, low <= high ? Math.Clamp(middle + (energy - 0.5) * EnergyReach, low, high) : middle);
    }

    private static (TempoFit Fit, double Cost) Meet(Song song, double bpm, int meter)
    {
        if (!song.HasBars || song.Meter != meter)
        {
            return (new TempoFit(false, 1, 1), Misfit);
        }

        var (best, least, gap) = (1d, double.MaxValue, 0d);
        foreach (var level in meter == 3 ? Levels.AsSpan(0, 1) : Levels)
        {
            var distance = Math.Abs(Math.Log2(bpm / (song.Bpm * level)));
            var over = Math.Max(0, distance - Comfortable);
            var cost = Math.Pow(distance / Comfortable, 2) + 60 * over / Comfortable * (over / Comfortable) + (level == 1 ? 0 : 0.1);
            if (cost < least)
            {
                (best, least, gap) = (level, cost, distance);
            }
        }

        return gap > Bearable ? (new TempoFit(false, 1, 1), Misfit) : (new TempoFit(true, best, bpm / (song.Bpm * best)), least);
    }

    private static double RangeCost(double bpm, double energy)
    {
        var wished = Math.Log2(90) + 0.6 * energy;
        return 0.1 * Math.Pow(Math.Log2(bpm) - wished, 2) + Math.Pow(Math.Max(0, Math.Abs(Math.Log2(bpm) - wished) - 0.7), 2);
    }
}
