using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Revising;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using Mashup.Sdk.Planning.Variants;

namespace Mashup.Sdk.Planning;

/// <summary>Plans mashups in which one song sings over another song's band, block by block.</summary>
/// <remarks>
/// 1. Songs become bars that can be cut (<see cref="SongPreparation"/>). 2. One tempo for all (<see cref="TempoPlanner"/>).
/// 3. One transposition for each (<see cref="ShiftPlanner"/>). 4. The form (<see cref="FormBuilder"/>). 5. Who sings over whom
/// (<see cref="CastPlanner"/>). 6. Which bars of each (<see cref="ArrangementSearch"/>). 7. Clips with every beat pinned, transitions, score and reasons
/// (<see cref="PlanComposer"/>). 8. Every further variant follows another recipe (<see cref="VariantRecipe"/>) and is searched again, dearer to repeat, while it
/// shares too much with one before. Clips that a revision keeps are fixed points of all of it (<see cref="LockedClips"/>).
/// After Davies et al., "AutoMashUpper" (TASLP 2014), with the roles of Lee et al. (ISMIR 2015).
/// </remarks>
internal sealed class VocalOverBandPlanner : IMashupPlanner
{
    private const double MostShared = 0.6;
    private static readonly double[] Novelties = [1, 3, 9, 27];

    /// <inheritdoc/>
    public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken)
    {
        request = Checked(request);
        var songs = request.Tracks.Select(SongPreparation.Prepare).ToArray();
        var locked = LockedClips.Of(songs, request.Revision);
        var tempo = request.Revision is { } revision ? TempoPlanner.At(songs, revision.Plan.Bpm) : TempoPlanner.Choose(songs, request.Energy);
        request = request with { DurationSeconds = Math.Max(request.DurationSeconds, locked.EndBeat * 60 / tempo.Bpm) };
        var ensemble = Ensemble.Of(songs, tempo, request.Style, locked.Shifts, cancellationToken);

        var plans = new List<MashupPlan>();
        var heard = new HeardMusic();
        var worth = ensemble.Worth(request.Energy);
        for (var variant = 0; variant < request.Variants; variant++)
        {
            var (plan, blocks) = Vary(request, ensemble, locked, worth, heard, plans, cancellationToken);
            plans.Add(plan);
            heard.Add(blocks);
            foreach (var block in blocks)
            {
                worth[block.Role.Lead, block.Role.Bed] -= 0.5 / blocks.Count;
            }
        }

        return [.. plans.OrderByDescending(p => p.Score.Overall)];
    }

    private static (MashupPlan Plan, IReadOnlyList<ArrangedBlock> Blocks) Vary(
        PlanningRequest request, Ensemble ensemble, LockedClips locked, double[,] worth, HeardMusic heard, List<MashupPlan> before, CancellationToken cancellationToken)
    {
        var recipe = VariantRecipe.Of(before.Count, request.Style);
        var tempo = request.Revision is null ? TempoPlanner.Lean(ensemble.Songs, ensemble.Tempo, recipe.TempoLean) : ensemble.Tempo;
        var form = FormBuilder.Build(request.DurationSeconds, tempo.BarSeconds, request.Energy, request.Style);
        var lead = request.VocalsFrom is null ? -1 : ensemble.Songs.First(s => s.Track.Id == request.VocalsFrom).Index;
        var roles = CastPlanner.Choose(form, ensemble.Songs, tempo, worth, recipe.CastStyle, lead, (block, role) => locked.Allows(block, tempo, role));
        var composer = new PlanComposer(request, ensemble, tempo, recipe, locked);
        (MashupPlan Plan, IReadOnlyList<ArrangedBlock> Blocks, double Shared) best = (null!, [], double.MaxValue);
        foreach (var novelty in Novelties)
        {
            var blocks = new ArrangementSearch(ensemble, tempo, locked, request.Seed, heard, novelty).Fill(form, roles, cancellationToken);
            var plan = composer.Compose(blocks);
            var shared = before.Select(p => PlanLikeness.Shared(plan, p)).DefaultIfEmpty(0).Max();
            best = shared < best.Shared ? (plan, blocks, shared) : best;
            if (best.Shared <= MostShared)
            {
                break;
            }
        }

        return (best.Plan, best.Blocks);
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
}
