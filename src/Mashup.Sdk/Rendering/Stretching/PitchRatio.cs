namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>How much faster a recording is read for a pitch shift: a fraction where there is one, so that few filter phases serve every sample.</summary>
/// <param name="Value">Inputs per output.</param>
/// <param name="Up">Outputs …</param>
/// <param name="Down">… per so many inputs; both 0 where no small fraction is near enough.</param>
internal readonly record struct PitchRatio(double Value, int Up, int Down)
{
    /// <summary>0.1 cents: far less than can be heard.</summary>
    private const double Tolerance = 5.8e-5;

    private const int MostPhases = 512;

    /// <summary>Whether nothing is shifted.</summary>
    public bool IsOne => Value == 1;

    /// <summary>Whether it is a fraction.</summary>
    public bool IsFraction => Up > 0;

    /// <summary>The fraction of the smallest denominator that lies within the tolerance, or the exact ratio.</summary>
    public static PitchRatio Of(double semitones)
    {
        var wanted = Math.Pow(2, semitones / 12);
        for (var up = 1; up <= MostPhases && semitones != 0; up++)
        {
            var down = (int)Math.Round(wanted * up);
            if (down != up && Math.Abs(down / (wanted * up) - 1) <= Tolerance)
            {
                return new PitchRatio((double)down / up, up, down);
            }
        }

        return new PitchRatio(wanted, 0, 0);
    }
}
