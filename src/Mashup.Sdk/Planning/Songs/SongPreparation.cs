using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Planning.Phrases;

namespace Mashup.Sdk.Planning.Songs;

/// <summary>Prepares an analysed song for planning.</summary>
/// <remarks>
/// 1. Beats that are not ascending or lie outside the song are dropped; downbeats become indices into the beats. Without downbeats every
///    <see cref="Analysis.Beats.BeatGrid.Meter"/>-th beat counts as one.
/// 2. A bar is regular when the next downbeat follows after exactly the meter's beats and no beat is half or one and a half times its neighbours;
///    runs of regular bars are what windows are cut from, so a window never runs across a flipped or inserted beat, nor into an excluded region.
/// 3. Sections give each bar its phase in the phrase; vocals and levels are counted per beat.
/// </remarks>
internal static class SongPreparation
{
    // More than an hour of beats adds nothing to a ten-minute mashup, and the search grows with the square.
    private const int MostBeats = 3000;

    private const double StrokeShare = 0.35;

    // Seconds: fades and pickups reach beyond the voice.
    private const double ExcludedMargin = 0.5;

    public static Song Prepare(PlanningTrack track, int index)
    {
        var analysis = track.Analysis;
        var meter = analysis.Beats.Meter == 3 ? 3 : 4;
        var beats = Clean(analysis.Beats.Beats, analysis.DurationSeconds);
        var bars = beats.Length >= 2 * meter ? Downbeats(beats, analysis.Beats.Downbeats, meter) : [];
        if (bars.Length == 0)
        {
            beats = [];
        }

        var vocals = Audible(analysis.Vocals, track.Excluded);
        var phases = Phases(beats, bars, analysis.Sections);
        return new Song
        {
            Index = index,
            Track = track,
            Meter = meter,
            Beats = beats,
            Bars = bars,
            Run = Runs(beats, bars, meter, track.Excluded),
            Phase = phases,
            Lattice = PhraseLattice.Merits(phases),
            Vocals = vocals,
            VocalShare = Shares(beats, vocals),
            Level = Levels(beats.Length, analysis),
            StrokesPerBeat = beats.Length == 0 ? 0 : Enumerable.Range(0, beats.Length).Average(i => Strokes(analysis.BeatFeatures, i)),
            Bpm = beats.Length < 2 ? 0 : 60 / Median([.. beats.Zip(beats.Skip(1), (a, b) => b - a)]),
        };
    }

    private static double[] Clean(IReadOnlyList<double> beats, double duration)
    {
        var kept = new List<double>(Math.Min(beats.Count, MostBeats));
        foreach (var time in beats)
        {
            if (kept.Count < MostBeats && time >= 0 && time <= duration && (kept.Count == 0 || time > kept[^1] + 0.1))
            {
                kept.Add(time);
            }
        }

        return [.. kept];
    }

    private static int[] Downbeats(double[] beats, IReadOnlyList<double> downbeats, int meter)
    {
        var bars = new List<int>();
        foreach (var time in downbeats)
        {
            var i = Array.BinarySearch(beats, time - 0.035);
            i = i < 0 ? ~i : i;
            if (i < beats.Length && Math.Abs(beats[i] - time) < 0.035 && (bars.Count == 0 || i > bars[^1]))
            {
                bars.Add(i);
            }
        }

        return bars.Count > 1 ? [.. bars] : [.. Enumerable.Range(0, beats.Length / meter).Select(b => b * meter)];
    }

    private static int[] Runs(double[] beats, int[] bars, int meter, IReadOnlyList<SourceRegion> excluded)
    {
        var runs = new int[bars.Length];
        for (var k = bars.Length - 1; k >= 0; k--)
        {
            var next = k + 1 < bars.Length ? bars[k + 1] : bars[k] + meter;
            var regular = next - bars[k] == meter && next <= beats.Length && Steady(beats, bars[k], Math.Min(next, beats.Length - 1))
                && !excluded.Any(r => r.Start < beats[Math.Min(next, beats.Length - 1)] && r.End > beats[bars[k]]);
            runs[k] = regular ? 1 + (k + 1 < bars.Length ? runs[k + 1] : 0) : 0;
        }

        return runs;
    }

    private static bool Steady(double[] beats, int from, int to)
    {
        for (var i = Math.Max(1, from); i < to; i++)
        {
            var ratio = (beats[i + 1] - beats[i]) / (beats[i] - beats[i - 1]);
            if (ratio is < 0.65 or > 1.5)
            {
                return false;
            }
        }

        return true;
    }

    private static int[] Phases(double[] beats, int[] bars, IReadOnlyList<Section> sections)
    {
        var starts = sections.Select(s => s.Start).ToArray();
        var phases = new int[bars.Length];
        var first = 0;
        var next = 0;
        for (var k = 0; k < bars.Length; k++)
        {
            var halfBeat = beats.Length > 1 ? (beats[1] - beats[0]) / 2 : 0;
            while (next < starts.Length && starts[next] <= beats[bars[k]] + halfBeat)
            {
                first = k;
                next++;
            }

            phases[k] = k - first;
        }

        return phases;
    }

    private static IReadOnlyList<VocalRegion> Audible(IReadOnlyList<VocalRegion> vocals, IReadOnlyList<SourceRegion> excluded)
    {
        foreach (var region in excluded)
        {
            var (from, to) = (region.Start - ExcludedMargin, region.End + ExcludedMargin);
            vocals = [.. vocals.SelectMany(v => (VocalRegion[])[v with { End = Math.Min(v.End, from) }, v with { Start = Math.Max(v.Start, to) }]).Where(v => v.End > v.Start)];
        }

        return vocals;
    }

    private static double[] Shares(double[] beats, IReadOnlyList<VocalRegion> vocals)
    {
        var shares = new double[beats.Length];
        for (var i = 0; i < beats.Length; i++)
        {
            var end = i + 1 < beats.Length ? beats[i + 1] : beats[i] + 0.5;
            var sung = 0d;
            foreach (var region in vocals)
            {
                sung += Math.Max(0, Math.Min(end, region.End) - Math.Max(beats[i], region.Start));
            }

            shares[i] = Math.Min(1, sung / (end - beats[i]));
        }

        return shares;
    }

    private static double[] Levels(int count, TrackAnalysis analysis)
    {
        var features = analysis.BeatFeatures;
        var levels = new double[count];
        for (var i = 0; i < count; i++)
        {
            levels[i] = 10 * Math.Log10(1e-10 + Power(features.LowDb, i) + Power(features.MidDb, i) + Power(features.HighDb, i));
        }

        if (count == 0)
        {
            return levels;
        }

        var (loudness, density) = (Ranked(levels), Ranked([.. Enumerable.Range(0, count).Select(i => Strokes(features, i))]));
        for (var i = 0; i < count; i++)
        {
            levels[i] = (1 - StrokeShare) * loudness[i] + StrokeShare * density[i];
        }

        return levels;
    }

    // From the quiet (0) to the loud (1) parts of the song.
    private static double[] Ranked(double[] values)
    {
        var sorted = values.Order().ToArray();
        var (low, high) = (sorted[values.Length / 10], sorted[values.Length * 95 / 100]);
        return [.. values.Select(v => high - low < 0.1 ? 0.5 : Math.Clamp((v - low) / (high - low), 0, 1))];
    }

    // Drum strokes, weighted by their strength.
    private static double Strokes(BeatFeatures features, int beat) => Sum(features.KickPattern, beat) + Sum(features.SnarePattern, beat);

    private static double Sum(IReadOnlyList<float[]> pattern, int beat) => beat < pattern.Count ? pattern[beat].Where(float.IsFinite).Sum(s => (double)s) : 0;

    private static double Power(IReadOnlyList<float> levels, int i) => i < levels.Count && float.IsFinite(levels[i]) ? Math.Pow(10, levels[i] / 10) : 0;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
