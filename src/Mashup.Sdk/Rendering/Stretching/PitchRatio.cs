namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>How much faster a recording is read for a pitch shift: a fraction, so that few filter phases serve every sample.</summary>
/// <param name="Up">Outputs …</param>
/// <param name="Down">… per so many inputs.</param>
internal readonly record struct PitchRatio(int Up, int Down)
{
    /// <summary>0.1 cents: far less than can be heard.</summary>
    private const double Tolerance = 5.8e-5;

    private const int MostPhases = 512;

    /// <summary>The ratio.</summary>
    public double Value => (double)Down / Up;

    /// <summary>Whether nothing is shifted.</summary>
    public bool IsOne => Up == Down;

    /// <summary>The fraction of the smallest denominator that lies within the tolerance, or the nearest one there is.</summary>
    public static PitchRatio Of(double semitones)
    {
        var wanted = Math.Pow(2, semitones / 12);
        var nearest = new PitchRatio(1, 1);
        var least = double.PositiveInfinity;
        for (var up = 1; up <= MostPhases && least > Tolerance; up++)
        {
            var down = Math.Max(1, (int)Math.Round(wanted * up));
            var error = Math.Abs(down / (wanted * up) - 1);
            if (error < least)
            {
                (nearest, least) = (new PitchRatio(up, down), error);
            }
        }

        return nearest;
    }
}
