namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>One input or output of a graph, by position.</summary>
internal sealed record TensorContract
{
    public required TensorKind Kind { get; init; }

    /// <summary>Checked where given; positions decide, since exporters invent names.</summary>
    public string? Name { get; init; }

    /// <summary>Axes in order, merged ones joined by '*' (the last varies fastest), where they differ from the kind's usual ones.</summary>
    public string? Axes { get; init; }

    /// <summary>Sizes, −1 for any batch; optional, since they follow from the rest, and checked against it.</summary>
    public IReadOnlyList<long>? Shape { get; init; }
}

/// <summary>What a tensor holds. Parts are real and imaginary.</summary>
internal enum TensorKind
{
    /// <summary>Samples: batch (stem) channel sample.</summary>
    Wave,

    /// <summary>Complex as channels: batch (stem) channel*part bin frame.</summary>
    Cac,

    /// <summary>Complex last: batch (stem) channel bin frame part.</summary>
    CacLast,

    /// <summary>Bins of all channels in one row per frame: batch (stem) frame bin*channel*part.</summary>
    BinInterleaved,

    /// <summary>Absolute values: batch (stem) channel bin frame.</summary>
    Magnitude,

    /// <summary>Magnitudes of left, right, middle and side in merged bands, compressed: batch view frame band; as an output, shares per channel: batch stem channel frame band.</summary>
    Bands,

    /// <summary>As an input beside bands: what the built-in separator makes of the song, its stems' shares of the magnitude in merged bands, which the graph refines: batch stem frame band.</summary>
    Draft,

    /// <summary>What a graph remembers from one chunk to the next: zeros at first, then the output of kind state at the same place.</summary>
    State,
}
