namespace Mashup.Sdk.Analysis.Loudness;

/// <summary>Loudness of a whole recording.</summary>
/// <param name="IntegratedLufs">Gated loudness, LUFS (ITU-R BS.1770-4); −70 for silence.</param>
/// <param name="RangeLu">Loudness range, LU (EBU Tech 3342).</param>
/// <param name="MaxMomentaryLufs">Loudest 400 ms, LUFS.</param>
/// <param name="MaxShortTermLufs">Loudest 3 s, LUFS.</param>
/// <param name="TruePeakDbtp">True peak by 4 × oversampling, dBTP.</param>
public sealed record LoudnessMeasurement(double IntegratedLufs, double RangeLu, double MaxMomentaryLufs, double MaxShortTermLufs, double TruePeakDbtp);
