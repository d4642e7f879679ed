using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Clips;
using Mashup.Sdk.Planning.Compatibility;
using Mashup.Sdk.Planning.Explaining;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning;

/// <summary>Plans mashups in which one song sings over another song's band, block by block.</summary>
/// <remarks>
/// 1. Songs become bars that can be cut (<see cref="SongPreparation"/>). 2. One tempo for all (<see cref="TempoPlanner"/>).
/// 3. One transposition for each (<see cref="ShiftPlanner"/>). 4. The form (<see cref="FormBuilder"/>). 5. Who sings over whom
/// (<see cref="CastPlanner"/>). 6. Which bars of each (<see cref="ArrangementSearch"/>). 7. Clips with every beat pinned (<see cref="ClipWriter"/>),
/// and the transitions between blocks (<see cref="Transitions"/>).
/// After Davies et al., "AutoMashUpper" (TASLP 2014), with the roles of Lee et al. (ISMIR 2015).
/// </remarks>
internal sealed class VocalOverBandPlanner : IMashupPlanner
{
    /// <inheritdoc/>
    public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken)
    {
        request = Checked(request);
        var songs = request.Tracks.Select(SongPreparation.Prepare).ToArray();
        var tempo = TempoPlanner.Choose(songs, request.Energy);
        var step = tempo.Meter == 3 ? 3 : 2;
        var profiles = songs.Select(s => HarmonyProfile.Of(s, Math.Max(1, (int)(step / tempo.Fits[s.Index].TimelineBeats)))).ToArray();
        var harmony = new ShiftPlanner(songs, tempo, profiles, cancellationToken);
        var shifts = harmony.Choose(request.Style);
        var judgements = Judge(songs, tempo, harmony, shifts);
        var blocks = FormBuilder.Build(request.DurationSeconds, tempo.BarSeconds, request.Energy);
        var lead = request.VocalsFrom is null ? -1 : Array.FindIndex(songs, s => s.Track.Id == request.VocalsFrom);

        var plans = new List<MashupPlan>();
        var heard = new List<PhraseWindow>();
        var worth = Worth(judgements);
        for (var variant = 0; variant < request.Variants; variant++)
        {
            var roles = CastPlanner.Choose(blocks, songs, tempo, worth, request.Style, lead);
            var search = new ArrangementSearch(songs, tempo, profiles, shifts, request.Seed, heard);
            var filled = search.Fill(blocks, roles, cancellationToken);
            plans.Add(Compose(request, songs, tempo, shifts, judgements, filled));
            foreach (var block in filled)
            {
                heard.AddRange(new[] { block.Lead, block.Bed }.OfType<PhraseWindow>());
                worth[block.Role.Lead, block.Role.Bed] -= 0.25 / filled.Count * 2;
            }
        }

        return [.. plans.OrderByDescending(p => p.Score.Overall)];
    }

    private static PlanningRequest Checked(PlanningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Tracks.Count is < 2 or > 5)
        {
            throw new IncompatibleTracksException(FormattableString.Invariant($"A mashup takes 2 to 5 songs, not {request.Tracks.Count}."));
        }

        if (request.VocalsFrom is not null && request.Tracks.All(t => t.Id != request.VocalsFrom))
        {
            throw new IncompatibleTracksException($"The vocals were asked from song '{request.VocalsFrom}', which is not among the songs.");
        }

        return request with
        {
            DurationSeconds = double.IsFinite(request.DurationSeconds) ? Math.Clamp(request.DurationSeconds, 15, 600) : 120,
            Energy = double.IsFinite(request.Energy) ? Math.Clamp(request.Energy, 0, 1) : 0.5,
            Style = double.IsFinite(request.Style) ? Math.Clamp(request.Style, 0, 1) : 0.3,
            Variants = Math.Clamp(request.Variants, 1, 3),
        };
    }

    private static PairJudgement[,] Judge(Song[] songs, TempoPlan tempo, ShiftPlanner harmony, int[] shifts)
    {
        var judgements = new PairJudgement[songs.Length, songs.Length];
        foreach (var a in songs)
        {
            foreach (var b in songs)
            {
                judgements[a.Index, b.Index] = a == b ? new PairJudgement(1, 1, 1, 1) : PairJudge.Judge(a, b, tempo, harmony, shifts);
            }
        }

        return judgements;
    }

    private static double[,] Worth(PairJudgement[,] judgements)
    {
        var worth = new double[judgements.GetLength(0), judgements.GetLength(1)];
        for (var a = 0; a < worth.GetLength(0); a++)
        {
            for (var b = 0; b < worth.GetLength(1); b++)
            {
                worth[a, b] = judgements[a, b].Worth;
            }
        }

        return worth;
    }

    private static MashupPlan Compose(
        PlanningRequest request, Song[] songs, TempoPlan tempo, int[] shifts, PairJudgement[,] judgements, IReadOnlyList<ArrangedBlock> blocks)
    {
        var writer = new ClipWriter(tempo, shifts);
        BedLanes.Write(writer, blocks, tempo, request);
        new VocalLane(tempo, request).Write(writer, blocks);
        new SoloLane(songs, tempo, request).Write(writer, blocks);
        var bars = blocks[^1].Block.StartBar + blocks[^1].Block.Bars + 1;
        return new MashupPlan
        {
            Seed = request.Seed,
            Bpm = tempo.Bpm,
            Key = Key(songs, tempo, shifts, blocks),
            DurationSeconds = Math.Round(bars * tempo.BarSeconds, 4),
            Tracks = [.. songs.Select(s => new PlanTrack(
                s.Track.Id, s.Track.File, s.Track.Sha256, s.Bpm > 0 ? Math.Round(s.Bpm, 3) : tempo.Bpm, s.Track.Analysis.Key.Key))],
            Sections = Sections(blocks, tempo.Meter),
            Clips = new Transitions(blocks, tempo.Meter, request.Style).Apply(writer.Clips),
            Score = PlanScorer.Score(blocks, judgements, tempo),
            Rationale = RationaleWriter.Write(songs, tempo, shifts, blocks),
        };
    }

    private static List<PlanSection> Sections(IReadOnlyList<ArrangedBlock> blocks, int meter)
    {
        var sections = blocks.Select(b => new PlanSection(b.Block.StartBar * meter, b.Block.Bars * meter, b.Block.Label)).ToList();
        var last = sections[^1];
        if (last.Label == SectionLabel.Outro)
        {
            sections[^1] = last with { Beats = last.Beats + meter };
        }
        else
        {
            sections.Add(new PlanSection(last.StartBeat + last.Beats, meter, SectionLabel.Outro));
        }

        return sections;
    }

    // The key of the band that plays most: harmony is heard from below.
    private static MusicalKey Key(Song[] songs, TempoPlan tempo, int[] shifts, IReadOnlyList<ArrangedBlock> blocks)
    {
        var bed = blocks.GroupBy(b => b.Role.Bed).OrderByDescending(g => g.Sum(b => b.Block.Bars)).ThenBy(g => g.Key).First().Key;
        return songs[bed].Track.Analysis.Key.Key.Transpose(tempo.Fits[bed].Layers ? shifts[bed] : 0);
    }
}
