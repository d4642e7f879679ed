namespace Mashup.Sdk.Analysis.Chords;

/// <summary>What training/chords/fit.py fitted. Made by it: change the fit, not this file.</summary>
internal static class FittedChordTables
{
    /// <summary>Weights of the treble chroma, relative to the root: major, minor.</summary>
    public static readonly float[][] Treble =
    [
        [0.80f, -0.81f, 0.53f, -1.24f, 1.11f, -0.31f, -0.28f, 0.90f, -0.18f, -0.40f, -0.34f, 0.22f],
        [1.02f, -0.34f, 0.28f, 0.96f, -0.82f, -0.23f, -0.40f, 1.24f, -0.94f, -0.72f, 0.44f, -0.50f],
    ];

    /// <summary>Weights of the bass chroma, relative to the root: major, minor.</summary>
    public static readonly float[][] Bass =
    [
        [0.93f, -0.12f, -0.27f, 0.04f, 0.04f, -0.27f, -0.18f, 0.31f, 0.04f, -0.30f, -0.14f, -0.07f],
        [0.90f, 0.22f, -0.43f, -0.04f, -0.08f, -0.18f, -0.15f, 0.57f, -0.27f, -0.09f, -0.37f, -0.08f],
    ];

    /// <summary>Biases: major, minor.</summary>
    public static readonly double[] Biases = [0.390, -0.390];

    /// <summary>"No chord": constant, weight of the level, weight of the contrast.</summary>
    public static readonly double[] None = [11.354, -4.556, -5.499];

    /// <summary>Shares of the chords I, ii, iii, IV, V, vi and all others in major keys.</summary>
    public static readonly double[] MajorShares = [0.280, 0.101, 0.099, 0.132, 0.188, 0.139, 0.061];

    /// <summary>Where a chord of major keys goes when it changes: from I, ii, iii, IV, V, vi, others (rows) to the same.</summary>
    public static readonly double[][] MajorChanges =
    [
        [0.000, 0.097, 0.137, 0.186, 0.227, 0.284, 0.069],
        [0.038, 0.000, 0.058, 0.019, 0.851, 0.019, 0.016],
        [0.059, 0.151, 0.000, 0.213, 0.007, 0.489, 0.082],
        [0.248, 0.040, 0.227, 0.000, 0.354, 0.015, 0.116],
        [0.575, 0.002, 0.105, 0.135, 0.000, 0.165, 0.018],
        [0.049, 0.393, 0.124, 0.234, 0.143, 0.000, 0.056],
        [0.215, 0.156, 0.064, 0.055, 0.174, 0.239, 0.096],
    ];

    /// <summary>Shares of the chords i, III, iv, v, V, VI, VII and all others in minor keys.</summary>
    public static readonly double[] MinorShares = [0.356, 0.082, 0.073, 0.088, 0.053, 0.134, 0.179, 0.035];

    /// <summary>Where a chord of minor keys goes when it changes: from i, III, iv, v, V, VI, VII, others (rows) to the same.</summary>
    public static readonly double[][] MinorChanges =
    [
        [0.000, 0.059, 0.169, 0.122, 0.045, 0.387, 0.188, 0.031],
        [0.382, 0.000, 0.116, 0.091, 0.124, 0.094, 0.130, 0.062],
        [0.175, 0.063, 0.000, 0.122, 0.119, 0.090, 0.359, 0.072],
        [0.522, 0.049, 0.049, 0.000, 0.057, 0.223, 0.063, 0.038],
        [0.769, 0.007, 0.076, 0.035, 0.000, 0.067, 0.015, 0.031],
        [0.052, 0.049, 0.025, 0.063, 0.076, 0.000, 0.715, 0.020],
        [0.408, 0.255, 0.018, 0.156, 0.021, 0.134, 0.000, 0.009],
        [0.363, 0.064, 0.139, 0.142, 0.085, 0.149, 0.053, 0.005],
    ];
}
