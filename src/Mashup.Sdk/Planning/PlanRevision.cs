namespace Mashup.Sdk.Planning;

/// <summary>Asks for a new plan around clips of an earlier one: they stay where and as they are, its tempo stays, everything else may change.</summary>
/// <param name="Plan">The earlier plan, of the same songs.</param>
/// <param name="Locked">Ids of the clips that stay.</param>
public sealed record PlanRevision(MashupPlan Plan, IReadOnlyList<string> Locked);
