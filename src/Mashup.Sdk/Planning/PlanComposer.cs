using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Clips;
using Mashup.Sdk.Planning.Explaining;
using Mashup.Sdk.Planning.Revising;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using Mashup.Sdk.Planning.Variants;

namespace Mashup.Sdk.Planning;

/// <summary>Writes filled blocks down as a plan: clips, form, score and reasons.</summary>
internal sealed class PlanComposer(PlanningRequest request, Ensemble ensemble, TempoPlan tempo, VariantRecipe recipe, LockedClips locked)
{
    public MashupPlan Compose(IReadOnlyList<ArrangedBlock> blocks)
    {
        var writer = new ClipWriter(tempo, ensemble.Shifts);
        new BedLanes(tempo, request, recipe).Write(writer, blocks);
        new VocalLane(tempo, request).Write(writer, blocks);
        new SoloLane(ensemble.Songs, tempo, request).Write(writer, blocks);
        var bars = blocks[^1].Block.StartBar + blocks[^1].Block.Bars + 1;
        return new MashupPlan
        {
            Seed = request.Seed,
            Bpm = tempo.Bpm,
            Key = Key(blocks),
            DurationSeconds = Math.Round(bars * tempo.BarSeconds, 4),
            Tracks = [.. ensemble.Songs.Select(s => new PlanTrack(
                s.Track.Id, s.Track.File, s.Track.Sha256, s.Bpm > 0 ? Math.Round(s.Bpm, 3) : tempo.Bpm, s.Track.Analysis.Key.Key))],
            Sections = Sections(blocks),
            Clips = locked.Merge(new Transitions(blocks, tempo.Meter, request.Style, request.Energy).Apply(writer.Clips)),
            Score = PlanScorer.Score(blocks, ensemble.Judgements, tempo),
            Rationale = RationaleWriter.Write(ensemble, tempo, blocks, recipe.SwapsDrums),
            Warnings = RationaleWriter.Warnings(ensemble, tempo, blocks),
        };
    }

    private List<PlanSection> Sections(IReadOnlyList<ArrangedBlock> blocks)
    {
        var meter = tempo.Meter;
        var sections = blocks.Select(b => new PlanSection(b.Block.StartBar * meter, b.Block.Bars * meter, b.Block.Label)
        {
            Reason = RationaleWriter.Reason(b, ensemble, recipe.SwapsDrums),
        }).ToList();
        var last = sections[^1];
        if (last.Label == SectionLabel.Outro)
        {
            sections[^1] = last with { Beats = last.Beats + meter };
        }
        else
        {
            sections.Add(new PlanSection(last.StartBeat + last.Beats, meter, SectionLabel.Outro) { Reason = "The last stroke rings out." });
        }

        return sections;
    }

    // The key of the band that plays most: harmony is heard from below.
    private MusicalKey Key(IReadOnlyList<ArrangedBlock> blocks)
    {
        var bed = blocks.GroupBy(b => b.Role.Bed).OrderByDescending(g => g.Sum(b => b.Block.Bars)).ThenBy(g => g.Key).First().Key;
        return ensemble.Songs[bed].Track.Analysis.Key.Key.Transpose(tempo.Fits[bed].Layers ? ensemble.Shifts[bed] : 0);
    }
}
