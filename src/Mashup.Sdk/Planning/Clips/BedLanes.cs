using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using Mashup.Sdk.Planning.Variants;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Cuts the accompaniment: one song's drums, bass and other at a time, swapped on the downbeat, and a bar to land on.</summary>
internal sealed class BedLanes(TempoPlan tempo, PlanningRequest request, VariantRecipe recipe)
{
    private const double RollEnergy = 0.6;
    private const double HypeEnergy = 0.75;
    private const double StutterStyle = 0.55;

    private static readonly StemKind[] Stems = [StemKind.Drums, StemKind.Bass, StemKind.Other];

    public void Write(ClipWriter writer, IReadOnlyList<ArrangedBlock> blocks)
    {
        foreach (var stem in Stems)
        {
            writer.Write(Lane(blocks, stem));
        }
    }

    private IEnumerable<Segment> Lane(IReadOnlyList<ArrangedBlock> blocks, StemKind stem)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            var (block, source) = (blocks[b].Block, Source(blocks[b], stem));
            if (source is null)
            {
                continue;
            }

            var lift = b + 1 < blocks.Count && blocks[b + 1].Block.Label == SectionLabel.Chorus && block.Label != SectionLabel.Chorus;
            var gap = lift ? Gap(stem) : 0;
            foreach (var lane in block.Lanes.Where(l => l.Stem == stem))
            {
                foreach (var segment in Bars(block, lane, source, gap).Concat(gap > 0 && lane.ToBar == block.Bars ? Fill(block, stem, source, gap) : []))
                {
                    yield return segment;
                }
            }
        }

        if (blocks[^1].Bed is { } last && blocks[^1].Block.Lanes.Any(l => l.Stem == stem && l.ToBar == blocks[^1].Block.Bars))
        {
            yield return Landing(blocks[^1], last, stem);
        }
    }

    private IEnumerable<Segment> Bars(FormBlock block, Lane lane, PhraseWindow source, int gap)
    {
        for (var bar = lane.FromBar; bar < lane.ToBar; bar++)
        {
            var start = (block.StartBar + bar) * tempo.Meter;
            var end = start + tempo.Meter - (bar == block.Bars - 1 ? gap : 0);
            var played = block.WindowBar(bar) % source.LoopBars;
            var (beat, slowness) = lane.HalfTime && source.BeatsPerBar % 2 == 0 ? (played * source.BeatsPerBar / 2, 2) : (played * source.BeatsPerBar, 1);
            yield return new Segment(source.Song, lane.Stem, start, end, start, source.StartBeat + beat, Gain(source.Song, lane.Stem, request)) { Slowness = slowness };
        }
    }

    // Beats before a chorus in which a part pauses, or is broken up.
    private int Gap(StemKind stem) => stem switch
    {
        StemKind.Drums => request.Style >= 0.7 ? 2 : request.Style >= 0.4 || request.Energy >= HypeEnergy ? 1 : 0,
        StemKind.Other => request.Style >= StutterStyle ? 2 : 0,
        _ => 0,
    };

    // Drums of a lively mashup roll into the chorus; chords stutter.
    private IEnumerable<Segment> Fill(FormBlock block, StemKind stem, PhraseWindow source, int beats)
    {
        if (stem == StemKind.Drums && request.Energy < RollEnergy)
        {
            yield break;
        }

        // The last beat's stroke, over and over, twice as fast in the last beat; drums swell.
        var start = (block.StartBar + block.Bars) * tempo.Meter - beats;
        var stroke = source.StartBeat + ((block.PhraseBars - 1) % source.LoopBars + 1) * source.BeatsPerBar - 1;
        var gain = Gain(source.Song, stem, request);
        for (double at = 0, length; at < beats; at += length)
        {
            length = at >= beats - 1 ? 0.25 : 0.5;
            var swell = stem == StemKind.Drums ? 7 * (at + length) / beats - 9 : 0;
            yield return new Segment(source.Song, stem, start + at, start + at + length, start + at, stroke, gain + swell);
        }
    }

    // Choruses that keep the singer's own drums: the other song then only gives the harmony.
    private PhraseWindow? Source(ArrangedBlock block, StemKind stem) =>
        stem == StemKind.Drums && recipe.SwapsDrums && block.Block.Label == SectionLabel.Chorus && block.Lead is { } lead ? lead : block.Bed;

    private Segment Landing(ArrangedBlock block, PhraseWindow window, StemKind stem)
    {
        var start = (block.Block.StartBar + block.Block.Bars) * tempo.Meter;
        var bar = Array.BinarySearch(window.Song.Bars, window.EndBeat);
        var source = window.LoopBars == window.Bars && bar >= 0 && window.Song.Run[bar] > 0 ? window.EndBeat : window.StartBeat;
        var beats = stem switch { StemKind.Drums => 1, StemKind.Bass => 2, _ => tempo.Meter };
        return new Segment(window.Song, stem, start, start + beats, start, source, Gain(window.Song, stem, request)) { FadeOut = beats * 0.8 };
    }

    /// <summary>Level that brings a song to −14 LUFS; the energy slider moves the drums.</summary>
    public static double Gain(Song song, StemKind stem, PlanningRequest request)
    {
        var loudness = song.Track.Analysis.Loudness.IntegratedLufs;
        var level = double.IsFinite(loudness) ? Math.Clamp(-14 - loudness, -12, 12) : 0;
        return Math.Round(level + stem switch { StemKind.Drums => 6 * (request.Energy - 0.5), StemKind.Vocals => 1, _ => 0 }, 1);
    }
}
