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
    public bool ScaleTwist { get; init; } = true;
}
