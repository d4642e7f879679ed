using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using static System.FormattableString;

namespace Mashup.Sdk;

/// <summary>Finishes the rendered variants; where the sound of one disappoints, the next best plans are tried before it is given out.</summary>
/// <remarks>
/// At most three renders a variant, one after the other: which plan wins depends on nothing but the plans and their sound. What was given up, and why, is said
/// in the plan's warnings. A part of the score that fails altogether brings an otherwise perfect sound below the threshold: see docs/concepts/planning.md.
/// </remarks>
/// <param name="plans">The planned variants, once they are there.</param>
/// <param name="planMore">Plans as many variants as there are tries.</param>
internal sealed class RenderAttempts(Func<IReadOnlyList<MashupPlan>> plans, Func<CancellationToken, IReadOnlyList<MashupPlan>> planMore)
{
    /// <summary>Plans to choose from.</summary>
    public const int Most = 3;

    /// <summary>Quality, 0 to 100, below which another plan is tried.</summary>
    public const double Threshold = 70;

    private Queue<MashupPlan>? _spare;

    /// <summary>The plan of a variant.</summary>
    public MashupPlan Plan(int variant) => plans()[variant];

    /// <summary>The best finished mashup of a variant.</summary>
    /// <param name="variant">Index of the variant; variants come in order.</param>
    /// <param name="audio">Its sound.</param>
    /// <param name="render">Renders another plan.</param>
    /// <param name="finish">Writes and judges a sound; what is finished last is what stays.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<MashupVariant> BestAsync(
        int variant, AudioBuffer audio, Func<MashupPlan, Task<AudioBuffer>> render, Func<MashupPlan, AudioBuffer, Task<MashupVariant>> finish, CancellationToken cancellationToken)
    {
        var first = await finish(Plan(variant), audio).ConfigureAwait(false);
        var (best, sound, last) = (first, audio, first);
        for (var tries = 1; best.Quality.Overall < Threshold && tries < Most && Next(cancellationToken) is { } plan; tries++)
        {
            var other = await render(plan).ConfigureAwait(false);
            last = await finish(plan, other).ConfigureAwait(false);
            (best, sound) = last.Quality.Overall > best.Quality.Overall ? (last, other) : (best, sound);
        }

        if (last != best)
        {
            best = await finish(best.Plan, sound).ConfigureAwait(false);
        }

        return best.Quality.Overall >= Threshold && best == first ? best
            : best with { Plan = best.Plan with { Warnings = [.. best.Plan.Warnings, Verdict(first, best)] } };
    }

    private MashupPlan? Next(CancellationToken cancellationToken)
    {
        if (_spare is null)
        {
            var taken = plans().Select(PlanDocument.Write).ToHashSet(StringComparer.Ordinal);
            _spare = new Queue<MashupPlan>(planMore(cancellationToken).Where(p => taken.Add(PlanDocument.Write(p))));
        }

        return _spare.TryDequeue(out var next) ? next : null;
    }

    private static string Verdict(MashupVariant first, MashupVariant best)
    {
        var why = first.Quality.Remarks.Count > 0 ? " " + first.Quality.Remarks[0] : "";
        return best.Plan == first.Plan
            ? Invariant($"The finished sound reaches only {first.Quality.Overall:0} of 100, and no other plan of these songs sounded better.{why}")
            : Invariant($"The first plan reached only {first.Quality.Overall:0} of 100 once it was rendered, so the next best was used, which reaches {best.Quality.Overall:0}.{why}");
    }
}
