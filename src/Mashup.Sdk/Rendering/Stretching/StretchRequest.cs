namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What a time-stretcher is asked for.</summary>
public sealed record StretchRequest
{
    /// <summary>Length of the output, samples.</summary>
    public required int OutputLength { get; init; }

    /// <summary>Where output samples come from: ascending in both, piecewise linear, extrapolated at the ends; at least two points.</summary>
    public required IReadOnlyList<StretchPoint> Map { get; init; }

    /// <summary>Pitch shift, semitones, −24 to 24.</summary>
    public double Semitones { get; init; }

    /// <summary>Keep the formants where they are while the pitch moves: for voices.</summary>
    public bool KeepFormants { get; init; }

    /// <summary>Trade between sound and speed.</summary>
    public StretchQuality Quality { get; init; } = StretchQuality.Best;
}

/// <summary>A point where output and input meet.</summary>
/// <param name="Output">Sample of the output.</param>
/// <param name="Input">Sample of the input, fractional; may lie outside it, where there is silence.</param>
public readonly record struct StretchPoint(double Output, double Input);
