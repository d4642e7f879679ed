namespace Mashup.Sdk.Analysis.Beats;

/// <summary>How strongly each period repeats in the onsets, over time: autocorrelations of the novelty in windows of eight seconds that overlap by half.</summary>
/// <param name="FramesPerSecond">Frame rate, Hz; frame i is centred at i / FramesPerSecond seconds.</param>
/// <param name="LagsPerSecond">Lags per second; lag j is a period of j / LagsPerSecond seconds, a tempo of 60 · LagsPerSecond / j beats per minute.</param>
/// <param name="Frames">One array per frame, one value per lag from 0 to 5.2 seconds; lag 0 is the energy of the window.</param>
public sealed record Tempogram(double FramesPerSecond, double LagsPerSecond, IReadOnlyList<float[]> Frames);
