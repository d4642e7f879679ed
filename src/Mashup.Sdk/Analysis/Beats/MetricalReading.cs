using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Enumerates the readings of a pulse chain (beat on or between the pulses, three or four beats a bar, each bar phase) and measures each.</summary>
/// <remarks>
/// 1. The evidence is averaged over the places of a bar: downbeat, third beat, weak beats, off-beats, sixteenths.
/// 2. A reading is described by the contrasts between those places, by how well the song repeats itself after its bar against the other meter's,
///    by the novelty on its beats and between them, and by its tempo: few songs beat faster than 180 or slower than 64 a minute.
/// </remarks>
internal static class MetricalReading
{
    private const int F = MetricalEvidence.Features;
    private const int Contrasts = 5;
    private const int Cycle = 12;
    private const float FastOctave = 0.58f, SlowOctave = 0.9f;

    /// <summary>Values per reading.</summary>
    public const int FeatureCount = Contrasts * F + 12;

    /// <summary>All readings of a chain.</summary>
    public static IEnumerable<MetricalHypothesis> Enumerate(int index, PulseChain chain, MetricalEvidence evidence, float[] novelty, double framesPerSecond)
    {
        foreach (var half in (bool[])[false, true])
        {
            var offset = half ? MetricalEvidence.PerPulse / 2 : 0;
            var beats = (evidence.Points - offset) / MetricalEvidence.PerPulse;
            if (beats < Cycle)
            {
                continue;
            }

            var places = new float[Cycle][];
            for (var k = 0; k < Cycle; k++)
            {
                places[k] = Mean(evidence, offset + k * MetricalEvidence.PerPulse, Cycle * MetricalEvidence.PerPulse);
            }

            var off = Mean(evidence, offset + 2, MetricalEvidence.PerPulse);
            var sixteenth = Mean(evidence, 1, 2);
            var onBeat = Novelty(chain.Times, novelty, framesPerSecond, half ? 0.5 : 0);
            var offBeat = Novelty(chain.Times, novelty, framesPerSecond, half ? 1 : 0.5);
            var between = 0.5f * (Novelty(chain.Times, novelty, framesPerSecond, 0.25) + Novelty(chain.Times, novelty, framesPerSecond, 0.75));
            var (shift, thirds) = (half ? 0.5 : 0, 1.0 / 3);
            var firstThird = Novelty(chain.Times, novelty, framesPerSecond, shift + thirds);
            var secondThird = Novelty(chain.Times, novelty, framesPerSecond, shift + 2 * thirds);
            var repetition = Repetition(evidence, offset, beats);
            var triple = (repetition[3] + repetition[6] + repetition[9]) / 3 - (repetition[4] + repetition[8]) / 2;
            var octave = (float)Math.Log2(chain.Period / 0.5);
            float fast = Math.Max(0, -octave - FastOctave), slow = Math.Max(0, octave - SlowOctave);
            foreach (var meter in (int[])[3, 4])
            {
                for (var phase = 0; phase < meter; phase++)
                {
                    var features = new float[FeatureCount];
                    Contrast(places, off, sixteenth, meter, phase, features);
                    ReadOnlySpan<float> rest = [meter == 3 ? 0.5f : -0.5f, meter == 3 ? triple : -triple, octave, octave * octave, (float)chain.Strength, onBeat, offBeat, between, firstThird, secondThird, fast * fast, slow * slow];
                    rest.CopyTo(features.AsSpan(Contrasts * F));
                    yield return new MetricalHypothesis(index, half, meter, phase, features);
                }
            }
        }
    }

    private static void Contrast(float[][] places, float[] off, float[] sixteenth, int meter, int phase, float[] features)
    {
        for (var f = 0; f < F; f++)
        {
            float one = 0, three = 0, weak = 0;
            for (var k = 0; k < Cycle; k++)
            {
                var place = (k - phase + Cycle) % meter;
                one += place == 0 ? places[k][f] : 0;
                three += meter == 4 && place == 2 ? places[k][f] : 0;
                weak += place != 0 && (meter == 3 || place != 2) ? places[k][f] : 0;
            }

            one /= Cycle / meter;
            weak /= meter == 4 ? Cycle / 2 : Cycle * 2 / 3;
            three = meter == 4 ? three / (Cycle / 4) : 0.5f * (one + weak);
            ReadOnlySpan<float> contrasts = [one - weak, three - weak, weak - off[f], off[f] - sixteenth[f], sixteenth[f] - 1];
            for (var c = 0; c < Contrasts; c++)
            {
                features[c * F + f] = contrasts[c];
            }
        }
    }

    private static float[] Mean(MetricalEvidence evidence, int first, int step)
    {
        var mean = new float[F];
        var count = 0;
        for (var i = first; i < evidence.Points; i += step, count++)
        {
            TensorPrimitives.Add(mean, evidence[i], mean);
        }

        TensorPrimitives.Multiply(mean, 1f / Math.Max(1, count), mean);
        return mean;
    }

    private static float Novelty(double[] pulses, float[] novelty, double framesPerSecond, double fraction)
    {
        float sum = 0;
        for (var k = 0; k + 1 < pulses.Length; k++)
        {
            var frame = (int)Math.Round((pulses[k] + fraction * (pulses[k + 1] - pulses[k])) * framesPerSecond);
            sum += Math.Max(novelty[Math.Clamp(frame, 0, novelty.Length - 1)],
                Math.Max(novelty[Math.Clamp(frame - 1, 0, novelty.Length - 1)], novelty[Math.Clamp(frame + 1, 0, novelty.Length - 1)]));
        }

        return sum / Math.Max(1, pulses.Length - 1);
    }

    /// <summary>Correlation of the evidence with itself some beats later; index is the number of beats.</summary>
    private static float[] Repetition(MetricalEvidence evidence, int offset, int beats)
    {
        const int Width = F * MetricalEvidence.PerPulse;
        var centred = new float[beats * Width];
        var mean = new float[Width];
        for (var k = 0; k < beats; k++)
        {
            for (var i = 0; i < MetricalEvidence.PerPulse; i++)
            {
                evidence[offset + k * MetricalEvidence.PerPulse + i].CopyTo(centred.AsSpan(k * Width + i * F));
            }

            TensorPrimitives.Add(mean, centred.AsSpan(k * Width, Width), mean);
        }

        TensorPrimitives.Multiply(mean, 1f / beats, mean);
        for (var k = 0; k < beats; k++)
        {
            TensorPrimitives.Subtract(centred.AsSpan(k * Width, Width), mean, centred.AsSpan(k * Width, Width));
        }

        var power = TensorPrimitives.SumOfSquares<float>(centred) / beats + 1e-9f;
        var result = new float[10];
        foreach (var lag in (int[])[3, 4, 6, 8, 9])
        {
            var n = beats - lag;
            result[lag] = TensorPrimitives.Dot<float>(centred.AsSpan(0, n * Width), centred.AsSpan(lag * Width, n * Width)) / n / power;
        }

        return result;
    }
}
