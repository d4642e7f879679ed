namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>How a song is cut for the graph and put together again: windowed chunks, divided by the sum of the windows.</summary>
internal sealed record ChunkContract
{
    /// <summary>Samples: the transform is inside the chunk. Frames: one transform runs over the whole song.</summary>
    public ChunkUnit Unit { get; init; }

    public required int Length { get; init; }

    /// <summary>From one chunk to the next; null for the whole length.</summary>
    public int? Step { get; init; }

    public ChunkWindow Window { get; init; }

    /// <summary>Length of a trapezoid's slopes.</summary>
    public int Fade { get; init; }

    /// <summary>Dropped from both ends of every chunk.</summary>
    public int Trim { get; init; }

    /// <summary>How far the first chunk starts before the song.</summary>
    public int Lead { get; init; }

    public ChunkTail Tail { get; init; }

    /// <summary>From one chunk to the next.</summary>
    public int Stride() => Step ?? Length - 2 * Trim;
}

internal enum ChunkUnit
{
    Samples,
    Frames,
}

internal enum ChunkWindow
{
    /// <summary>1 throughout.</summary>
    Rectangle,

    /// <summary>Straight up to the middle and down again (HTDemucs).</summary>
    Triangle,

    /// <summary>Symmetric, never zero (UVR).</summary>
    Hann,

    /// <summary>1 with straight slopes (MSST).</summary>
    Trapezoid,
}

/// <summary>What a chunk reads where the song does not reach.</summary>
internal enum ChunkTail
{
    Zero,

    /// <summary>The song's mirror image.</summary>
    Reflect,

    /// <summary>The last chunk moves so that what is left lies in its middle, its neighbourhood around it (HTDemucs).</summary>
    CentreContext,
}
