namespace Mashup.Sdk.Analysis.Keys;

/// <summary>The key of a song, and how sure that is.</summary>
/// <param name="Key">The most likely key.</param>
/// <param name="Confidence">How sure, 0 to 1; below 0.55 do not shift other songs to it.</param>
/// <param name="SecondBest">The runner-up.</param>
/// <param name="TuningHz">Frequency of A4 in this song, Hz, 427 to 453.</param>
public sealed record KeyEstimate(MusicalKey Key, double Confidence, MusicalKey SecondBest, double TuningHz);
