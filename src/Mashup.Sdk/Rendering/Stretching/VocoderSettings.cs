namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Resolution and weights of the phase vocoder.</summary>
internal sealed record VocoderSettings
{
    public static VocoderSettings For(StretchQuality quality) => new();

    public double WindowSeconds { get; init; } = 0.12;
    public double Overlap { get; init; } = 4;
    public double KaiserBeta { get; init; }
    public float TimeWeight { get; init; }
    public float ShortWeight { get; init; } = 1;
    public float LongWeight { get; init; } = 1;
    public float OnsetThreshold { get; init; } = 0.4f;
    public float OnsetRise { get; init; } = 4;
    public double AnchorBefore { get; init; } = 0.04;
    public double AnchorAfter { get; init; } = 0.04;
    public double AnchorShare { get; init; } = 0.3;
    public bool Anchor { get; init; } = true;
    public double ResetStrength { get; init; } = 1;
    public double ResetRise { get; init; } = 2;
    public bool ScaleTwist { get; init; } = true;
}
