namespace Mashup.Sdk.Separation;

/// <summary>How sure the masks are of the vocals, summed over bins of power A with vocal share m.</summary>
/// <remarks>
/// Where sources are uncorrelated and m is the voice's share of the power, the voice holds Σ m A, and the masked mix misses Σ m (1 − m) A of it:
/// the ideal Wiener filter's own error, so Σ m² A / Σ m A is the share of the vocals that is right.
/// </remarks>
/// <param name="Kept">Σ m² A, the power of the vocal stem.</param>
/// <param name="Expected">Σ m A, the power the voice should have.</param>
internal readonly record struct VocalEvidence(double Kept, double Expected)
{
    /// <summary>0 for nothing but bleed, 1 for masks that are sure everywhere.</summary>
    public double Clarity => Expected > 0 ? Math.Clamp(Kept / Expected, 0, 1) : 0;

    public static VocalEvidence operator +(VocalEvidence a, VocalEvidence b) => new(a.Kept + b.Kept, a.Expected + b.Expected);
}
