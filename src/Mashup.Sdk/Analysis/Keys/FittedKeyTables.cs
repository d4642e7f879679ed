namespace Mashup.Sdk.Analysis.Keys;

/// <summary>What training/chords/fit.py fitted. Made by it: change the fit, not this file.</summary>
internal static class FittedKeyTables
{
    /// <summary>Weight of the mean log likelihood of the chords.</summary>
    public const double LikelihoodWeight = 10.177;

    /// <summary>Weight of the share that the tonic triad has of all chords.</summary>
    public const double TonicWeight = 12.223;

    /// <summary>Added for minor keys.</summary>
    public const double MinorBias = -0.515;

    /// <summary>Profile of major keys, from the tonic upwards.</summary>
    public static readonly double[] MajorProfile = [7.804, -7.431, 7.919, -6.080, 11.488, 0.205, -6.275, 12.467, -7.995, -2.437, -8.308, -1.358];

    /// <summary>Profile of minor keys, from the tonic upwards.</summary>
    public static readonly double[] MinorProfile = [11.776, -7.859, 7.360, 6.800, -7.099, 3.040, -7.630, 9.990, -4.273, -6.616, -0.901, -4.588];
}
