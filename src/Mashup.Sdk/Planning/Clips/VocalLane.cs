using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Cuts the vocals: only where somebody sings, pickups and last syllables kept, never two voices at once.</summary>
/// <remarks>
/// 1. Blocks that continue each other's vocals become one span.
/// 2. The span's phrases: sung regions with pauses of less than a bar between them. A phrase that begins up to a bar before the span is a pickup and
///    begins early; one that began earlier, or hardly after the phrase before it, is entered on the bar with a short fade. A phrase ends with its last syllable, up to half a bar late.
/// 3. A phrase stops where the next voice begins. Where a voice enters soon after a phrase of the song began, its clip begins with that phrase: the breath
///    before the first word belongs to it, and editors find the clip on the bar.
/// </remarks>
internal sealed class VocalLane(TempoPlan tempo, PlanningRequest request)
{
    // Beats: consonants before the first vowel, and the rest that tells a pickup from a phrase that is still going on.
    private const double Margin = 0.125;
    private const double LeastRest = 1;
    private const double MostSilence = 0.1;
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
        var step = tempo.Fits[song.Index].TimelineBeats;
        var phrases = new List<(double Start, double End)>();
        var before = double.NegativeInfinity;
        foreach (var (from, to) in song.Vocals.Select(v => (ToTimeline(song, v.Start), ToTimeline(song, v.End))))
        {
            var early = from < start - tempo.Meter || (from < start - 0.5 && from - before < LeastRest);
            before = to;
            if (to <= start + (early ? 1 : 0.25) || from >= end - 0.5)
            {
                continue;
            }

            var (a, b) = (early ? start : Math.Max(0, from - Margin), to > end + tempo.Meter / 2d ? end : to + Margin);
            if (phrases.Count > 0 && a - phrases[^1].End < tempo.Meter)
            {
                phrases[^1] = (phrases[^1].Start, Math.Max(b, phrases[^1].End));
            }
            else
            {
                phrases.Add((a, b));
            }
        }

        foreach (var (a, b) in phrases)
        {
            var (first, last) = (Math.Max(0, Math.Floor(a * 8) / 8), Math.Ceiling(b * 4) / 4);
            _segments.Add(new Segment(song, StemKind.Vocals, first, last, start, startBeat, BedLanes.Gain(song, StemKind.Vocals, request)) { FadeIn = Margin, FadeOut = 0.5 });
        }

        double ToTimeline(Song s, double time) => start + (BeatAt(s, time) - startBeat) * step;
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

            ordered[i] = FromPhraseStart(ordered[i], i > 0 ? ordered[i - 1].End : 0);
        }

        return ordered;
    }

    private Segment FromPhraseStart(Segment segment, double free)
    {
        var phrase = 4d * tempo.Meter;
        var start = segment.Anchor + Math.Floor((segment.Start - segment.Anchor) / phrase) * phrase;
        var silence = segment.Start - start;
        return segment.Stem == StemKind.Vocals && start >= free && silence <= Math.Min(tempo.Meter, MostSilence * (segment.End - start))
            ? segment with { Start = start }
            : segment;
    }

    private static double BeatAt(Song song, double time)
    {
        var i = Array.BinarySearch(song.Beats, time);
        i = Math.Clamp(i < 0 ? ~i - 1 : i, 0, song.Beats.Length - 2);
        return i + (time - song.Beats[i]) / (song.Beats[i + 1] - song.Beats[i]);
    }
}
