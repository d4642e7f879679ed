using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Resolution and attack handling of the phase vocoder.</summary>
internal sealed record VocoderSettings
{
    private static readonly VocoderSettings Best = new();
    private static readonly VocoderSettings Fast = new() { OnsetHopSeconds = 0.0062, PitchStopbandDb = 70, PitchPassbandEdge = 0.4 };

    /// <summary>Length of a frame.</summary>
    public double WindowSeconds { get; init; } = 0.0928;

    /// <summary>Frames over each sample.</summary>
    public double Overlap { get; init; } = 3;

    /// <summary>Time between looks for attacks.</summary>
    public double OnsetHopSeconds { get; init; } = 0.0043;

    /// <summary>Share of the spectrum that rises in an attack, 0 to 1.</summary>
    public float OnsetThreshold { get; init; } = 0.3f;

    /// <summary>Factor by which the energy jumps in an attack.</summary>
    public float OnsetRise { get; init; } = 3;

    /// <summary>Time on either side of an attack that is neither stretched nor compressed, where the next attack leaves room.</summary>
    public double AnchorSeconds { get; init; } = 0.04;

    /// <summary>How far the filter of a pitch shift attenuates what would fold back, dB.</summary>
    public double PitchStopbandDb { get; init; } = SincKernel.StopbandDb;

    /// <summary>Where that filter's passband ends, cycles per sample.</summary>
    public double PitchPassbandEdge { get; init; } = SincKernel.PassbandEdge;

    /// <summary>The settings of a quality.</summary>
    public static VocoderSettings For(StretchQuality quality) => quality == StretchQuality.Fast ? Fast : Best;
}
