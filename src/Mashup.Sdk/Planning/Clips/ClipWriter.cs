using System.Globalization;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Turns segments into clips: joins what goes on, and pins every beat of the song to its timeline beat.</summary>
internal sealed class ClipWriter(TempoPlan tempo, int[] shifts)
{
    private readonly List<PlanClip> _clips = [];

    /// <summary>The clips written, in order of their start.</summary>
    public IReadOnlyList<PlanClip> Clips => [.. _clips.OrderBy(c => c.StartBeat).ThenBy(c => c.Stem)
        .Select((c, i) => c with { Id = string.Create(CultureInfo.InvariantCulture, $"c{i + 1}") })];

    /// <summary>Writes the segments of one lane, in order; neighbours of which one goes on with the other become one clip.</summary>
    public void Write(IEnumerable<Segment> lane)
    {
        Segment? open = null;
        foreach (var segment in lane)
        {
            if (open is not null && GoesOn(open, segment))
            {
                open = open with { End = segment.End, FadeOut = segment.FadeOut, Automation = [.. open.Automation, .. segment.Automation] };
                continue;
            }

            Close(open);
            open = segment;
        }

        Close(open);
    }

    /// <summary>Adds a clip as it is.</summary>
    public void Add(PlanClip clip) => _clips.Add(clip);

    private bool GoesOn(Segment first, Segment second) =>
        first.Song == second.Song && first.Stem == second.Stem && first.Slowness == second.Slowness && first.GainDb == second.GainDb && first.FadeOut == 0 && second.FadeIn == 0
        && first.Automation.Count == 0 && Math.Abs(first.End - second.Start) < 1e-9
        && Math.Abs(second.Anchor - first.Anchor - (second.AnchorBeat - first.AnchorBeat) * Step(first)) < 1e-9;

    private void Close(Segment? segment)
    {
        if (segment is null || segment.End - segment.Start < 0.25)
        {
            return;
        }

        var length = Round(segment.End - segment.Start);
        _clips.Add(new PlanClip
        {
            Id = "",
            Track = segment.Song.Track.Id,
            Stem = segment.Stem,
            StartBeat = Round(segment.Start),
            Beats = length,
            Semitones = segment.Stem == StemKind.Drums ? 0 : shifts[segment.Song.Index],
            Warp = Warp(segment),
            GainDb = Math.Round(segment.GainDb, 1),
            FadeInBeats = Math.Min(segment.FadeIn, length / 2),
            FadeOutBeats = Math.Min(segment.FadeOut, length / 2),
            Automation = segment.Automation,
        });
    }

    private double Step(Segment segment) => tempo.Fits[segment.Song.Index].TimelineBeats * segment.Slowness;

    private List<WarpPoint> Warp(Segment segment)
    {
        var step = Step(segment);
        var first = (int)Math.Floor((segment.Start - segment.Anchor) / step + 1e-9);
        var last = (int)Math.Ceiling((segment.End - segment.Anchor) / step - 1e-9);
        var points = new List<WarpPoint>(last - first + 1);
        for (var k = first; k <= last; k++)
        {
            points.Add(new WarpPoint(Round(segment.Anchor + k * step), Math.Round(segment.Song.TimeOf(segment.AnchorBeat + k), 5)));
        }

        return points;
    }

    private static double Round(double beat) => Math.Round(beat, 4);
}
