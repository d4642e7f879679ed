namespace Mashup.Sdk;

/// <summary>A step of a running job.</summary>
/// <param name="Stage">The stage that moved.</param>
/// <param name="Fraction">How much of that stage is done, 0 to 1; never decreases for a stage and track within one job.</param>
/// <param name="Track">The file name of the song the stage works on, or <see langword="null"/> where it works on the whole mashup.</param>
public sealed record MashupProgress(MashupStage Stage, double Fraction, string? Track = null);
