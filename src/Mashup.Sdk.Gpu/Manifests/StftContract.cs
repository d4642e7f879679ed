namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>The Fourier transform outside the graph; the graph cannot confirm it, so nothing here is guessed.</summary>
internal sealed record StftContract
{
    public required int Size { get; init; }

    public required int Hop { get; init; }

    public WindowShape Window { get; init; }

    /// <summary>What lies beyond the ends of what is transformed: half a frame on each side.</summary>
    public PadMode Pad { get; init; }

    /// <summary>Samples added before the ends are padded (HTDemucs: 1536, 1620), mirrored.</summary>
    public int ExtraLeft { get; init; }

    public int ExtraRight { get; init; }

    /// <summary>Whether spectra are divided by √size.</summary>
    public bool Normalised { get; init; }

    /// <summary>Lowest bins that the graph sees; null for all.</summary>
    public int? KeepBins { get; init; }

    /// <summary>First frame that the graph sees.</summary>
    public int FirstFrame { get; init; }

    /// <summary>Number of frames that the graph sees; null for the rest.</summary>
    public int? Frames { get; init; }

    /// <summary>Lowest bins that the graph is shown as zero.</summary>
    public int ZeroLowBins { get; init; }

    /// <summary>Masks of the bins that the graph does not see.</summary>
    public MaskExtension MaskExtension { get; init; }

    /// <summary>Bins in the order of the graph, repeats allowed (Mel-RoFormer); null for all kept bins in order.</summary>
    public IReadOnlyList<int>? Gather { get; init; }

    /// <summary>Bins of the transform.</summary>
    public int AllBins() => Size / 2 + 1;

    /// <summary>Bins of the graph.</summary>
    public int SeenBins() => Gather?.Count ?? KeepBins ?? AllBins();

    /// <summary>Frames that the graph sees of so many samples.</summary>
    public int SeenFrames(int samples) => Frames ?? 1 + (samples + ExtraLeft + ExtraRight) / Hop - FirstFrame;
}

/// <summary>Merged bins, for small graphs: one bin per band at the bottom, then overlapping triangles of growing width.</summary>
internal sealed record BandContract
{
    public required int Count { get; init; }

    /// <summary>Bands of one bin.</summary>
    public required int Single { get; init; }

    /// <summary>Magnitudes are raised to this.</summary>
    public double Power { get; init; } = 0.4;
}

internal enum WindowShape
{
    Hann,
    SqrtHann,
}

internal enum PadMode
{
    Reflect,
    Zero,
}

internal enum MaskExtension
{
    /// <summary>Nothing.</summary>
    Zeros,

    /// <summary>The mean of the frame's mask, so that stems still sum to the mix.</summary>
    Average,
}
