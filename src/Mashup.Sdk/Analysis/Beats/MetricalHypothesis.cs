namespace Mashup.Sdk.Analysis.Beats;

/// <summary>One reading of a pulse chain: which of its points are beats, and which beats begin a bar.</summary>
/// <param name="Chain">Index of the pulse chain.</param>
/// <param name="HalfShift">True where the beats lie half way between the pulses.</param>
/// <param name="Meter">Beats per bar, 3 or 4.</param>
/// <param name="Phase">Index of the first beat that begins a bar, 0 to Meter − 1.</param>
/// <param name="Features">What <see cref="MetricalModel"/> weighs.</param>
internal sealed record MetricalHypothesis(int Chain, bool HalfShift, int Meter, int Phase, float[] Features);
