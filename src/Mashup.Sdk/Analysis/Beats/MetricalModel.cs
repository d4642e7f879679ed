using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>How well a reading explains a song: a log-linear model of what marks beats and bars.</summary>
/// <remarks>
/// The probability of a reading is proportional to exp(weights · features). The weights were fitted by maximum conditional likelihood around a musical prior
/// (harmony and bass change on downbeats, kick on one, snare on weak beats, bars repeat). Features: see <see cref="MetricalReading"/>.
/// training/beats fits the weights; they must be fitted again whenever a feature changes.
/// </remarks>
internal static class MetricalModel
{
    private const int F = MetricalEvidence.Features;

    private const int OnBeat = 5 * F + 5;

    // Speech, noise and rubato stay under a sixth of this periodicity; songs lie above it, drifting ones just below.
    private const double FullPeriodicity = 0.3;
    private const double FullContrast = 2;

    // On songs left out of the fit the model is surer than it is right.
    private const double Temperature = 1.5;

    // Columns: flux in six bands, harmony and bass change over one pulse, the same over two, timbre and rhythm over eight.
    private static readonly float[] Weights =
    [
        2.2802f, -0.6495f, -0.0713f, 0.8068f, -0.0771f, -0.4228f, 1.8145f, 0.7216f, 0.9200f, 1.3688f, 0.4437f, 0.5607f, // downbeat − weak
        -0.2967f, 0.9814f, -1.3532f, -0.4546f, -0.2278f, -0.0580f, 0.8998f, 0.8422f, -0.8170f, 0.0520f, -0.6039f, -1.4366f, // third − weak
        0.9685f, 0.5192f, -0.1120f, 0.3657f, 0.2477f, 0.0180f, -0.1690f, 0.3317f, 0.0402f, -0.2252f, -0.0327f, 0.0937f, // weak − off-beat
        0.6311f, -0.7331f, 0.7057f, 0.2962f, -0.6379f, 1.2377f, -0.1858f, -0.5233f, 0.1288f, 0.0612f, -0.0215f, 0.0026f, // off-beat − sixteenth
        -7.7323f, 1.6012f, -0.6593f, -2.9683f, 2.8877f, -0.7005f, -0.1262f, -0.0714f, 0.1593f, -0.1061f, 0.0887f, -0.3538f, // sixteenth − mean
        // Meter, repetition, octave, octave², strength, beats, between, quarters, first third, second third, too fast, too slow.
        -0.0401f, 2.6786f, -0.2410f, -3.0496f, 3.2150f, 0.7938f, 0.1118f, -0.0182f, -1.3501f, -0.5651f, -84.4410f, -43.2613f,
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

    /// <summary>Whether there is a beat at all, 0 to 1: how periodic the onsets are, and how far the beats stand out from what lies between.</summary>
    public static double Presence(PulseChain chain, MetricalHypothesis hypothesis) =>
        Math.Clamp(chain.Strength / FullPeriodicity, 0, 1) * Math.Clamp(hypothesis.Features[OnBeat] / FullContrast, 0, 1);

    /// <summary>Probability that a reading's beats are the song's: the share of all readings that put them in the same places.</summary>
    public static double Agreement(SongReadings song, MetricalHypothesis best)
    {
        var top = Score(best);
        double same = 0, all = 0;
        foreach (var reading in song.Readings)
        {
            var share = Math.Exp((Score(reading) - top) / Temperature);
            all += share;
            same += reading.Chain == best.Chain && reading.HalfShift == best.HalfShift ? share : 0;
        }

        return same / all;
    }
}
