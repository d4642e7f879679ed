namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Onset strength over time, in frequency bands.</summary>
/// <param name="FramesPerSecond">Frame rate, Hz; frame i is centred at i / FramesPerSecond seconds.</param>
/// <param name="Strength">Overall onset strength per frame, 0 or more.</param>
/// <param name="Bands">Onset strength per band (low to high) and frame, 0 or more.</param>
public sealed record OnsetFeatures(double FramesPerSecond, float[] Strength, IReadOnlyList<float[]> Bands);
