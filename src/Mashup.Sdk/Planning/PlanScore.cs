namespace Mashup.Sdk.Planning;

/// <summary>How good a plan is expected to sound.</summary>
/// <param name="Overall">0 to 100.</param>
/// <param name="Harmonic">Do the layers' harmonies agree, 0 to 1.</param>
/// <param name="Rhythmic">Do their rhythms agree, and how little are they stretched, 0 to 1.</param>
/// <param name="Spectral">Do they fill the spectrum together, 0 to 1.</param>
public sealed record PlanScore(double Overall, double Harmonic, double Rhythmic, double Spectral);
