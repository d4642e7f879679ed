namespace Mashup.Sdk.Analysis.Chords;

/// <summary>What training/chords/fit.py fitted. Made by it: change the fit, not this file.</summary>
internal static class FittedChordTables
{
    /// <summary>Weights of the treble chroma, relative to the root: major, minor.</summary>
    public static readonly float[][] Treble =
    [
        [0.92f, -0.77f, 0.51f, -1.26f, 1.12f, -0.34f, -0.27f, 0.95f, -0.10f, -0.43f, -0.57f, 0.24f],
        [1.05f, -0.27f, 0.27f, 1.02f, -0.81f, -0.26f, -0.43f, 1.28f, -1.01f, -0.78f, 0.37f, -0.44f],
    ];

    /// <summary>Weights of the bass chroma, relative to the root: major, minor.</summary>
    public static readonly float[][] Bass =
    [
        [0.90f, -0.21f, -0.23f, 0.10f, -0.06f, -0.18f, -0.20f, 0.28f, 0.01f, -0.28f, -0.08f, -0.03f],
        [0.89f, 0.23f, -0.49f, -0.03f, 0.00f, -0.23f, -0.10f, 0.51f, -0.24f, -0.03f, -0.47f, -0.04f],
    ];

    /// <summary>Biases: major, minor.</summary>
    public static readonly double[] Biases = [0.360, -0.360];

    /// <summary>"No chord": constant, weight of the level, weight of the contrast.</summary>
    public static readonly double[] None = [12.110, -5.320, -5.244];

    /// <summary>Shares of the chords I, ii, iii, IV, V, vi and all others in major keys.</summary>
    public static readonly double[] MajorShares = [0.278, 0.104, 0.093, 0.126, 0.184, 0.158, 0.057];

    /// <summary>Where a chord of major keys goes when it changes: from I, ii, iii, IV, V, vi, others (rows) to the same.</summary>
    public static readonly double[][] MajorChanges =
    [
        [0.000, 0.115, 0.128, 0.156, 0.189, 0.337, 0.074],
        [0.032, 0.000, 0.005, 0.015, 0.902, 0.026, 0.020],
        [0.061, 0.106, 0.000, 0.217, 0.010, 0.603, 0.003],
        [0.318, 0.048, 0.172, 0.000, 0.372, 0.021, 0.068],
        [0.599, 0.003, 0.124, 0.120, 0.000, 0.135, 0.020],
        [0.050, 0.408, 0.136, 0.260, 0.113, 0.000, 0.033],
        [0.229, 0.032, 0.070, 0.054, 0.159, 0.313, 0.144],
    ];

    /// <summary>Shares of the chords i, III, iv, v, V, VI, VII and all others in minor keys.</summary>
    public static readonly double[] MinorShares = [0.328, 0.084, 0.089, 0.076, 0.053, 0.141, 0.194, 0.035];

    /// <summary>Where a chord of minor keys goes when it changes: from i, III, iv, v, V, VI, VII, others (rows) to the same.</summary>
    public static readonly double[][] MinorChanges =
    [
        [0.000, 0.064, 0.212, 0.083, 0.030, 0.404, 0.167, 0.039],
        [0.371, 0.000, 0.126, 0.065, 0.112, 0.118, 0.158, 0.050],
        [0.168, 0.063, 0.000, 0.118, 0.088, 0.110, 0.394, 0.059],
        [0.509, 0.033, 0.046, 0.000, 0.083, 0.207, 0.080, 0.042],
        [0.796, 0.011, 0.032, 0.031, 0.000, 0.081, 0.024, 0.025],
        [0.051, 0.022, 0.035, 0.067, 0.072, 0.000, 0.750, 0.001],
        [0.410, 0.257, 0.018, 0.163, 0.028, 0.118, 0.000, 0.006],
        [0.369, 0.019, 0.205, 0.128, 0.049, 0.142, 0.080, 0.008],
    ];
}
