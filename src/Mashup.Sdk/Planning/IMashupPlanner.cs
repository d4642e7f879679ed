namespace Mashup.Sdk.Planning;

/// <summary>Decides what plays when. Implementations are pure functions of the request and may be called from several threads at once.</summary>
public interface IMashupPlanner
{
    /// <summary>Makes one plan per variant, best first.</summary>
    /// <param name="request">Songs and wishes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns><see cref="PlanningRequest.Variants"/> plans.</returns>
    /// <exception cref="IncompatibleTracksException">No plan can be made of these songs.</exception>
    IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken);
}
