namespace Mashup.Sdk.Analysis.Beats;

/// <summary>A chain of pulses through the song, one candidate for its beat.</summary>
/// <param name="Period">Mean interval, seconds.</param>
/// <param name="Strength">Mean autocorrelation of the novelty at the first four multiples of the period, −1 to 1.</param>
/// <param name="Score">Mean score per pulse, in standard deviations of the novelty.</param>
/// <param name="Times">Pulse times, seconds, ascending.</param>
internal sealed record PulseChain(double Period, double Strength, double Score, double[] Times);
