namespace Mashup.Sdk.Separation;

/// <summary>What is known of every bin of one frame.</summary>
internal readonly ref struct FrameEvidence
{
    /// <summary>Root mean square of the channels' magnitudes.</summary>
    public required ReadOnlySpan<float> Magnitude { get; init; }

    /// <summary>Median magnitude over time.</summary>
    public required ReadOnlySpan<float> Harmonic { get; init; }

    /// <summary>Median magnitude over frequency.</summary>
    public required ReadOnlySpan<float> Percussive { get; init; }

    /// <summary>Median magnitude over similar frames.</summary>
    public required ReadOnlySpan<float> Repeating { get; init; }

    /// <summary>How much it sits in the centre, 0 to 1.</summary>
    public required ReadOnlySpan<float> Centre { get; init; }
}
