namespace Mashup.Sdk.Scoring;

/// <summary>How good a finished mashup is, measured from its audio and its plan. Every part is 0 (bad) to 100 (nothing to complain about).</summary>
/// <param name="Overall">All parts together; one bad part pulls it down more than several fair ones.</param>
/// <param name="Sync">Do attacks fall on the plan's beats.</param>
/// <param name="KeyClash">Do the layers that sound together stand in compatible keys.</param>
/// <param name="VocalMasking">Does the voice stand out of the band where the plan lets somebody sing.</param>
/// <param name="Loudness">Distance of the integrated loudness from −14 LUFS.</param>
/// <param name="Peaks">True peak below −1 dBTP.</param>
/// <param name="Clicks">Absence of single-sample jumps where clips start and end.</param>
/// <param name="Silence">Absence of unplanned silence.</param>
/// <param name="Repetition">How little of the music is heard more than twice.</param>
/// <param name="IntegratedLufs">Loudness, LUFS.</param>
/// <param name="TruePeakDbtp">True peak, dBTP.</param>
/// <param name="Remarks">What is wrong, in plain sentences; empty where nothing is.</param>
public sealed record QualityReport(
    double Overall, double Sync, double KeyClash, double VocalMasking, double Loudness, double Peaks, double Clicks, double Silence, double Repetition,
    double IntegratedLufs, double TruePeakDbtp, IReadOnlyList<string> Remarks);
