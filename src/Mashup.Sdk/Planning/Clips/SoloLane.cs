using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Plays songs that cannot be layered: as they are, at their own tempo, cut in on a downbeat and filtered out before the next one.</summary>
internal sealed class SoloLane(IReadOnlyList<Song> songs, TempoPlan tempo, PlanningRequest request)
{
    private readonly double[] _resume = [.. songs.Select(_ => double.NaN)];

    public void Write(ClipWriter writer, IReadOnlyList<ArrangedBlock> blocks)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            if (!blocks[b].Role.Alone)
            {
                continue;
            }

            var begin = b;
            while (b + 1 < blocks.Count && blocks[b + 1].Role == blocks[b].Role)
            {
                b++;
            }

            var end = (blocks[b].Block.StartBar + blocks[b].Block.Bars + (b + 1 == blocks.Count ? 1 : 0)) * tempo.Meter;
            Play(writer, songs[blocks[b].Role.Bed], blocks[begin].Block.StartBar * tempo.Meter, end);
        }
    }

    private void Play(ClipWriter writer, Song song, double start, double end)
    {
        var secondsPerBeat = 60 / tempo.Bpm;
        var duration = Math.Max(0.5, song.Track.Analysis.DurationSeconds);
        var source = double.IsNaN(_resume[song.Index]) ? Entry(song, (end - start) * secondsPerBeat) : _resume[song.Index];
        for (var at = start; end - at > 0.25;)
        {
            source = Allowed(song, source > duration - Math.Min(4, duration / 2) ? 0 : source);
            var until = song.Track.Excluded.Where(r => r.Start > source).Select(r => r.Start).Append(duration).Min();
            var beats = Math.Min(end - at, Math.Round(Math.Max(0.5, (until - source) / secondsPerBeat), 2));
            writer.Add(Clip(song, at, beats, source, secondsPerBeat));
            (at, source) = (at + beats, source + beats * secondsPerBeat);
        }

        _resume[song.Index] = source;
    }

    // A song of which everything is excluded plays from its start.
    private static double Allowed(Song song, double source)
    {
        foreach (var region in song.Track.Excluded.OrderBy(r => r.Start))
        {
            source = source >= region.Start - 0.25 && source < region.End ? region.End : source;
        }

        return source < song.Track.Analysis.DurationSeconds - 0.5 ? source : 0;
    }

    private PlanClip Clip(Song song, double start, double beats, double source, double secondsPerBeat)
    {
        var points = new List<WarpPoint>();
        for (var k = 0; k <= Math.Ceiling(beats) + 1; k += 2)
        {
            points.Add(new WarpPoint(Math.Round(start + k, 4), Math.Round(source + k * secondsPerBeat, 5)));
        }

        var filterFrom = start + Math.Max(0, beats - tempo.Meter);
        return new PlanClip
        {
            Id = "",
            Track = song.Track.Id,
            Stem = StemKind.Mix,
            StartBeat = Math.Round(start, 4),
            Beats = Math.Round(beats, 4),
            Warp = points,
            GainDb = BedLanes.Gain(song, StemKind.Mix, request),
            FadeInBeats = Math.Min(0.5, beats / 2),
            FadeOutBeats = Math.Min(2, beats / 2),
            Automation = [new Automation(Automation.HighPassHz, [new(Math.Round(filterFrom, 4), 20), new(Math.Round(start + beats, 4), 400)])],
        };
    }

    // The place with most voice and level behind it, on a downbeat where there is one.
    private static double Entry(Song song, double seconds)
    {
        var analysis = song.Track.Analysis;
        var latest = Math.Max(0, analysis.DurationSeconds - seconds);
        var places = song.Bars.Length > 0 ? song.Bars.Select(b => song.Beats[b]) : analysis.Sections.Select(s => s.Start).Append(0);
        return places.Where(p => p <= latest).DefaultIfEmpty(0).MaxBy(p =>
            analysis.Vocals.Sum(v => Math.Max(0, Math.Min(v.End, p + seconds) - Math.Max(v.Start, p))) / Math.Max(1, seconds) - 0.2 * p / Math.Max(1, analysis.DurationSeconds));
    }
}
