namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Pitch-class energy over time, corrected for the song's tuning.</summary>
/// <param name="FramesPerSecond">Frame rate, Hz; frame i is centred at i / FramesPerSecond seconds.</param>
/// <param name="TuningHz">Frequency of A4 in this song, Hz.</param>
/// <param name="Treble">12 values from C upwards per frame: melody and harmony.</param>
/// <param name="Bass">12 values from C upwards per frame: bass register.</param>
public sealed record ChromaFeatures(double FramesPerSecond, double TuningHz, IReadOnlyList<float[]> Treble, IReadOnlyList<float[]> Bass);
