using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>How well a reading explains a song: a log-linear model of what marks beats and bars.</summary>
/// <remarks>
/// The probability of a reading is proportional to exp(weights · features). The weights were fitted by maximum conditional likelihood around a musical prior
/// (harmony and bass change on downbeats, kick on one, snare on weak beats, bars repeat). Features: see <see cref="MetricalReading"/>.
/// </remarks>
internal static class MetricalModel
{
    private const int F = MetricalEvidence.Features;

    private const int OnBeat = 5 * F + 5;

    // Speech, noise and rubato stay under a sixth of this periodicity; songs lie above it, drifting ones just below.
    private const double FullPeriodicity = 0.3;
    private const double FullContrast = 2;

    // Columns: flux in six bands, harmony and bass change over one pulse, the same over two.
    private static readonly float[] Weights =
    [
        1.4230f, -0.1216f, 0.4912f, 0.2059f, -0.2731f, -0.0144f, 2.2201f, 1.8403f, 1.2742f, 1.7218f, // downbeat − weak
        -1.2830f, 1.0036f, -0.7983f, -1.3002f, 0.7336f, -0.4725f, 0.4311f, 0.2356f, -0.6534f, -0.5661f, // third − weak
        0.6429f, 0.2500f, -0.0086f, 0.9822f, 0.0343f, 0.1830f, -0.2652f, 0.2503f, -0.0131f, -0.1166f, // weak − off-beat
        0.1288f, -0.4015f, 1.0321f, 0.3568f, -0.1642f, 0.2020f, -0.0034f, -0.5514f, 0.0607f, -0.0211f, // off-beat − sixteenth
        -3.5540f, 1.2441f, -3.4958f, -5.1674f, 1.4635f, 0.8571f, 0.0697f, 0.3516f, 0.1311f, -0.0055f, // sixteenth − mean
        0.4558f, 2.4387f, -0.3383f, -2.7129f, 0.7346f, 0.9679f, -0.0503f, 0.0795f, -1.0855f, -0.8509f, // meter, repetition, octave, octave², strength, beats, between, quarters, first third, second third
    ];

    /// <summary>Unnormalised log-probability of a reading.</summary>
    public static float Score(MetricalHypothesis hypothesis) => TensorPrimitives.Dot(hypothesis.Features, Weights);

    /// <summary>What the evidence at one beat adds to a song's score, times the number of beats, if that beat has the given place in the bar.</summary>
    public static float PlaceScore(ReadOnlySpan<float> evidence, int place, int meter)
    {
        var one = TensorPrimitives.Dot(evidence, Weights.AsSpan(0, F));
        var three = TensorPrimitives.Dot(evidence, Weights.AsSpan(F, F));
        var weak = TensorPrimitives.Dot(evidence, Weights.AsSpan(2 * F, F));
        if (meter == 3)
        {
            // The third-beat contrast of a bar of three is half the sum of the downbeat's and the weak beats' against the weak beats.
            return place == 0 ? 3 * (one + 0.5f * three) : 1.5f * (weak - one - 0.5f * three);
        }

        return place switch { 0 => 4 * one, 2 => 4 * three, _ => 2 * (weak - one - three) };
    }

    /// <summary>How sure it is that there is a beat at all, 0 to 1: how periodic the onsets are, and how far the beats stand out from what lies between.</summary>
    public static double Confidence(PulseChain chain, MetricalHypothesis hypothesis) =>
        Math.Clamp(chain.Strength / FullPeriodicity, 0, 1) * Math.Clamp(hypothesis.Features[OnBeat] / FullContrast, 0, 1);
}
