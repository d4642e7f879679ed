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

    // Columns: flux in six bands, harmony and bass change over one pulse, the same over two.
    private static readonly float[] Weights =
    [
        1.3226f, 0.2994f, 0.4727f, -0.1363f, 0.0308f, -0.3427f, 2.3011f, 1.6879f, 0.8977f, 1.7179f, // downbeat − weak
        -1.6628f, 0.6276f, -0.2492f, -1.3502f, 0.4562f, -1.2003f, 0.8905f, 0.6414f, -1.1843f, -1.3530f, // third − weak
        0.6434f, 0.2838f, 0.1560f, 1.0765f, 0.1747f, -0.4173f, -0.6372f, 0.1268f, -0.1660f, -0.2155f, // weak − off-beat
        -0.3046f, -0.3018f, 0.8204f, 0.0985f, -0.1331f, 0.8394f, -0.0432f, -0.9164f, 0.0839f, -0.0863f, // off-beat − sixteenth
        -2.5401f, 0.8723f, -3.6527f, -4.7130f, 0.8989f, 1.9021f, 0.1518f, 1.1906f, 0.1343f, 0.0735f, // sixteenth − mean
        -0.4467f, 2.1649f, -0.4593f, -2.7233f, 1.0656f, 0.7418f, -0.0627f, -0.0204f, // meter, repetition, octave, octave², strength, beats, between, quarters
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

    /// <summary>How sure it is that there is a beat at all, 0 to 1.</summary>
    public static double Confidence(PulseChain chain, MetricalHypothesis hypothesis)
    {
        var onBeat = hypothesis.Features[^3];
        return 1;
    }
}
