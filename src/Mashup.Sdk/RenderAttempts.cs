using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Scoring;
using static System.FormattableString;

namespace Mashup.Sdk;

/// <summary>A plan and what became of it.</summary>
internal sealed record RenderedPlan(MashupPlan Plan, AudioBuffer Audio, QualityReport Quality)
{
    public static RenderedPlan Of(MashupPlan plan, AudioBuffer audio) => new(plan, audio, MashupScorer.Score(audio, plan));
}

/// <summary>Renders the planned variants; where the sound of one disappoints, the next best plans are tried before it is given out.</summary>
/// <remarks>
/// At most three renders a variant, one after the other: which plan wins depends on nothing but the plans and their sound. What was given up, and why, is said
/// in the plan's warnings. The threshold is where listening and measuring agreed that something is wrong: see docs/concepts/planning.md.
/// </remarks>
internal sealed class RenderAttempts(StageGraph.Stage<IReadOnlyList<MashupPlan>> plans, Func<CancellationToken, IReadOnlyList<MashupPlan>> planMore)
{
    /// <summary>Plans to choose from.</summary>
    public const int Most = 3;

    /// <summary>Quality, 0 to 100, below which another plan is tried.</summary>
    public const double Threshold = 65;

    private List<MashupPlan>? _spare;

    /// <summary>The best rendering of a variant.</summary>
    /// <param name="variant">Index of the variant; variants come in order.</param>
    /// <param name="render">Renders a plan.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<RenderedPlan> BestAsync(int variant, Func<MashupPlan, Task<AudioBuffer>> render, CancellationToken cancellationToken)
    {
        var first = await TryAsync(plans.Value[variant], render).ConfigureAwait(false);
        var best = first;
        for (var tries = 1; best.Quality.Overall < Threshold && tries < Most && Next(cancellationToken) is { } plan; tries++)
        {
            var other = await TryAsync(plan, render).ConfigureAwait(false);
            best = other.Quality.Overall > best.Quality.Overall ? other : best;
        }

        return best.Quality.Overall >= Threshold && best == first ? best : best with { Plan = best.Plan with { Warnings = [.. best.Plan.Warnings, Verdict(first, best)] } };
    }

    private static async Task<RenderedPlan> TryAsync(MashupPlan plan, Func<MashupPlan, Task<AudioBuffer>> render) =>
        RenderedPlan.Of(plan, await render(plan).ConfigureAwait(false));

    private MashupPlan? Next(CancellationToken cancellationToken)
    {
        if (_spare is null)
        {
            var taken = plans.Value.Select(PlanDocument.Write).ToHashSet(StringComparer.Ordinal);
            _spare = [.. planMore(cancellationToken).Where(p => taken.Add(PlanDocument.Write(p)))];
        }

        if (_spare.Count == 0)
        {
            return null;
        }

        var next = _spare[0];
        _spare.RemoveAt(0);
        return next;
    }

    private static string Verdict(RenderedPlan first, RenderedPlan best)
    {
        var why = first.Quality.Remarks.Count > 0 ? " " + first.Quality.Remarks[0] : "";
        return best == first
            ? Invariant($"The finished sound reaches only {first.Quality.Overall:0} of 100, and no other plan of these songs sounded better.{why}")
            : Invariant($"The first plan reached only {first.Quality.Overall:0} of 100 once it was rendered, so the next best was used, which reaches {best.Quality.Overall:0}.{why}");
    }
}
