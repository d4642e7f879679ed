namespace Mashup.Sdk.Scoring;

/// <summary>How loud a finished mashup was to become.</summary>
/// <param name="Lufs">Integrated loudness, LUFS.</param>
/// <param name="CeilingDbtp">Ceiling of the true peak, dBTP.</param>
internal sealed record LoudnessTarget(double Lufs, double CeilingDbtp);
