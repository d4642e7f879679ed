namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>What the outputs mean.</summary>
internal sealed record OutputContract
{
    public OutputMeaning As { get; init; }

    /// <summary>Exponent of a ratio mask.</summary>
    public double Power { get; init; } = 2;

    /// <summary>Keeps masks of silence defined.</summary>
    public double Epsilon { get; init; } = 1e-10;

    /// <summary>Rounds of the multichannel Wiener filter.</summary>
    public int Iterations { get; init; } = 1;
}

internal enum OutputMeaning
{
    /// <summary>Stems as waves or spectra; several outputs add up.</summary>
    Sum,

    /// <summary>Complex masks for the mix's spectrum.</summary>
    ComplexMask,

    /// <summary>Real masks for the mix's spectrum.</summary>
    Mask,

    /// <summary>Magnitudes y; the mask of stem j is (y_j^p + ε/S) / (Σ y^p + ε).</summary>
    RatioMask,

    /// <summary>Magnitudes that start a multichannel Wiener filter.</summary>
    Wiener,
}

/// <summary>How the song's level is set before the graph, and set back after it.</summary>
internal enum LevelNorm
{
    None,

    /// <summary>Mean and standard deviation of the mean over channels.</summary>
    TrackMeanStd,

    /// <summary>Highest peak 0.9.</summary>
    Peak,
}

/// <summary>Where the inputs' own mean and standard deviation are taken out.</summary>
internal enum BranchNorm
{
    /// <summary>In the graph, or not at all.</summary>
    Inside,

    /// <summary>Here, tensor by tensor.</summary>
    Outside,
}

/// <summary>What happens to finished stems.</summary>
internal sealed record AlgebraContract
{
    /// <summary>Gain of every output.</summary>
    public double Compensate { get; init; } = 1;

    /// <summary>A stem that is the mix without another.</summary>
    public Complement? Complement { get; init; }

    /// <summary>Runs twice, as ½ f(x) − ½ f(−x), which cancels a graph's constant noise.</summary>
    public bool DenoiseBothPolarities { get; init; }

    /// <summary>Other models whose stems are averaged by weight.</summary>
    public IReadOnlyList<BagMember> Bag { get; init; } = [];
}

internal sealed record Complement
{
    public required string Stem { get; init; }

    public required string Of { get; init; }
}

internal sealed record BagMember
{
    public required string Model { get; init; }

    /// <summary>Weight of this member in each stem; 0 where it is not named.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }
}
