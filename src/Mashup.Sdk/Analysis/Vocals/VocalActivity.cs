namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Where somebody sings: a probability over time, and the regions it amounts to.</summary>
/// <param name="FramesPerSecond">Frame rate, Hz.</param>
/// <param name="Probability">Probability that somebody sings, per frame, 0 to 1.</param>
/// <param name="Regions">Regions in order, without overlaps.</param>
internal sealed record VocalActivity(double FramesPerSecond, float[] Probability, IReadOnlyList<VocalRegion> Regions);
