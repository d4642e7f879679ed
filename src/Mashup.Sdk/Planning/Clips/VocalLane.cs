using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Cuts the vocals: only where somebody sings, pickups and last syllables kept, never two voices at once.</summary>
/// <remarks>
/// 1. Blocks that continue each other's vocals become one span.
/// 2. Of each span a clip for every passage that is sung (<see cref="SungPassages"/>).
/// 3. A passage stops where the next voice begins.
/// </remarks>
internal sealed class VocalLane(TempoPlan tempo, PlanningRequest request)
{
    private const double Fade = 0.125;
    private readonly List<Segment> _segments = [];

    public void Write(ClipWriter writer, IReadOnlyList<ArrangedBlock> blocks)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            if (blocks[b].Lead is not { } lead)
            {
                continue;
            }

            var from = blocks[b].Block.StartBar;
            var to = from + blocks[b].Block.Bars;
            if (!lead.Song.Sings)
            {
                AddInstrument(lead.Song, from, to, lead.StartBeat, lead.LoopBars);
                continue;
            }

            var begin = b;
            while (!Answers(blocks[b]) && b + 1 < blocks.Count && !Answers(blocks[b + 1]) && blocks[b + 1].Lead is { } next && next.Continues(blocks[b].Lead!))
            {
                b++;
                to += blocks[b].Block.Bars;
            }

            if (Answers(blocks[b]))
            {
                var (half, bed) = (blocks[b].Block.Bars / 2, blocks[b].Bed!);
                AddSpan(lead.Song, from * tempo.Meter, (from + half) * tempo.Meter, lead.StartBeat);
                AddSpan(bed.Song, (from + half) * tempo.Meter, to * tempo.Meter, bed.StartBeat + half * bed.BeatsPerBar);
                continue;
            }

            var loop = begin == b ? lead.LoopBars : to - from;
            for (var bar = from; bar < to; bar += loop)
            {
                AddSpan(lead.Song, bar * tempo.Meter, Math.Min(bar + loop, to) * tempo.Meter, lead.StartBeat);
            }
        }

        writer.Write(Apart());
    }

    // Whose voice was asked for alone is not answered by another.
    private bool Answers(ArrangedBlock block) => block.Answered && request.VocalsFrom is null;

    private void AddInstrument(Song song, int from, int to, int startBeat, int loop)
    {
        for (var bar = from; bar < to; bar += loop)
        {
            var (start, end) = (bar * tempo.Meter, Math.Min(bar + loop, to) * tempo.Meter);
            _segments.Add(new Segment(song, StemKind.Other, start, end, start, startBeat, BedLanes.Gain(song, StemKind.Other, request)));
        }
    }

    private void AddSpan(Song song, double start, double end, int startBeat)
    {
        foreach (var passage in SungPassages.In(song, startBeat, end - start, tempo.Fits[song.Index].TimelineBeats, tempo.Meter))
        {
            var (first, last) = (Math.Max(0, Math.Floor((start + passage.Start) * 8) / 8), Math.Ceiling((start + passage.End) * 4) / 4);
            _segments.Add(new Segment(song, StemKind.Vocals, first, last, start, startBeat, BedLanes.Gain(song, StemKind.Vocals, request)) { FadeIn = Fade, FadeOut = 0.5 });
        }
    }

    private List<Segment> Apart()
    {
        var ordered = _segments.OrderBy(s => s.Start).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (i + 1 < ordered.Count && ordered[i].End > ordered[i + 1].Start)
            {
                ordered[i] = ordered[i] with { End = ordered[i + 1].Start };
            }
        }

        return ordered;
    }
}
