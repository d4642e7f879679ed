namespace Mashup.Sdk.Analysis.Loudness;

/// <summary>Perceived energy over time.</summary>
/// <param name="HopSeconds">Time between values, seconds.</param>
/// <param name="Values">One value per hop, 0 (silent) to 1 (the song's loudest).</param>
public sealed record EnergyCurve(double HopSeconds, IReadOnlyList<double> Values);
