using System.Text.Json;
using Mashup.Sdk.Planning.Documents;

namespace Mashup.Sdk.Planning;

/// <summary>Reads and writes the <c>mashup.plan/1</c> document. Thread-safe; the same plan gives the same bytes everywhere.</summary>
public static class PlanDocument
{
    /// <summary>Writes a plan as indented JSON that ends with a line feed; writing what <see cref="Read"/> gave back changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="MashupException">The plan breaks a rule of the document; the message names the field.</exception>
    public static string Write(MashupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ThrowIfInvalid(plan);
        return JsonSerializer.Serialize(plan, PlanJsonContext.Default.MashupPlan) + "\n";
    }

    /// <summary>Reads a plan, whoever wrote it. Fields that the document does not know are ignored.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="MashupException">It is not JSON, lacks a field, or breaks a rule; the message is one sentence with the JSON path.</exception>
    public static MashupPlan Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        MashupPlan plan;
        try
        {
            plan = WithDefaults(WithoutHoles(JsonSerializer.Deserialize(json, PlanJsonContext.Default.MashupPlan)))
                ?? throw new MashupException(MashupStage.Plan, $"The plan is empty: expected a {MashupPlan.SchemaName} document.");
        }
        catch (JsonException exception)
        {
            throw new MashupException(MashupStage.Plan, PlanJsonErrors.Describe(exception), exception);
        }

        ThrowIfInvalid(plan);
        return plan;
    }

    // The serialiser holds properties to their nullability, but not the items of lists.
    private static MashupPlan? WithoutHoles(MashupPlan? plan) =>
        plan is null || !(plan.Tracks.Contains(null!) || plan.Sections.Contains(null!) || plan.Clips.Contains(null!) || plan.Rationale.Contains(null!) || plan.Warnings?.Contains(null!) == true
            || plan.Clips.Any(c => c.Warp.Contains(null!) || c.Automation?.Any(a => a is null || a.Points.Contains(null!)) == true))
            ? plan
            : throw new MashupException(MashupStage.Plan, "The plan cannot be used: a list in it holds null; remove that item.");

    // The generated reader sets every init-only property, the absent ones to default(T), so the records' own defaults must be put back.
    private static MashupPlan? WithDefaults(MashupPlan? plan) => plan is null ? null : plan with
    {
        Warnings = plan.Warnings ?? [],
        SampleRate = plan.SampleRate == 0 ? 44100 : plan.SampleRate,
        Clips = [.. plan.Clips.Select(c => c.Automation is null ? c with { Automation = [] } : c)],
    };

    private static void ThrowIfInvalid(MashupPlan plan)
    {
        var broken = PlanValidator.Validate(plan);
        if (broken.Count > 0)
        {
            var more = broken.Count > 1 ? FormattableString.Invariant($" (and {broken.Count - 1} more)") : "";
            throw new MashupException(MashupStage.Plan, $"The plan cannot be used: {broken[0]}{more}.");
        }
    }
}
