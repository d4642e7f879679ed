namespace Mashup.Sdk.Analysis.Keys;

/// <summary>What training/chords/fit.py fitted. Made by it: change the fit, not this file.</summary>
internal static class FittedKeyTables
{
    /// <summary>Weight of the mean log likelihood of the chords.</summary>
    public const double LikelihoodWeight = 6.315;

    /// <summary>Weight of the share that the tonic triad has of all chords.</summary>
    public const double TonicWeight = 11.119;

    /// <summary>Added for minor keys.</summary>
    public const double MinorBias = 0.373;

    /// <summary>Profile of major keys, from the tonic upwards.</summary>
    public static readonly double[] MajorProfile = [6.562, -6.813, 7.761, -2.922, 11.102, -2.356, -6.187, 12.459, -5.864, -5.342, -9.304, 0.906];

    /// <summary>Profile of minor keys, from the tonic upwards.</summary>
    public static readonly double[] MinorProfile = [12.483, -7.330, 8.457, 4.527, -4.573, -3.176, -6.001, 7.636, -3.719, -7.065, -1.142, -0.096];
}
