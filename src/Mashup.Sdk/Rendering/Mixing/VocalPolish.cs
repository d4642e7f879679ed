using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Takes rumble, sharp sibilants and the loudest syllables out of a voice, as lightly as one leaves it on everywhere.</summary>
/// <remarks>
/// All levels are relative to the voice's own in its song (<see cref="VoiceLevel"/>), so loud and soft recordings are treated alike; gains move every 64 samples.
/// 1. High-pass at 90 Hz, 24 dB/octave: below a voice there is only what leaked into the stem, and a second kick.
/// 2. De-esser: where the highs (above 5.5 kHz) come within 8 dB of the whole, half of the excess goes, 5 dB at most; and only where they are as loud as
///    the voice itself within 16 dB, so that breath stays.
/// 3. Compressor: 2:1 from 2 dB over the voice's own level, knee of 6 dB, 4 dB at most, attack 6 ms, release 110 ms (D. Giannoulis et al., JAES 60(6), 2012).
/// </remarks>
internal sealed class VocalPolish
{
    private const int Interval = 64;
    private const double RumbleHz = 90;
    private const double SibilantHz = 5500;
    private const double SibilantShareDb = -8;
    private const double SibilantFloorDb = -16;
    private const double SibilantMostDb = 5;
    private const double SibilantSeconds = 0.004;
    private const double ThresholdDb = 2;
    private const double KneeDb = 6;
    private const double MostDb = 4;
    private const double AttackSeconds = 0.006;
    private const double ReleaseSeconds = 0.11;
    private const double LevelSeconds = 0.015;

    private static readonly double[] Q = [0.54119610, 1.30656296];

    private readonly double _levelDb;
    private readonly Biquad[] _rumble;
    private readonly Biquad _highs;
    private readonly double _fast, _slow, _attack, _release;
    private readonly float[] _left = new float[Interval];
    private readonly float[] _right = new float[Interval];
    private readonly float[] _ramp = new float[Interval];
    private double _highPower, _wholePower, _power, _reductionDb;
    private float _highGain, _gain = 1;

    /// <param name="level">The voice's own mean power while it sings.</param>
    /// <param name="sampleRate">Hz.</param>
    public VocalPolish(double level, int sampleRate)
    {
        _levelDb = 10 * Math.Log10(Math.Max(level, 1e-12));
        _rumble = [.. Q.Select(q => Biquad.HighPass(sampleRate, RumbleHz, q))];
        _highs = Biquad.HighPass(sampleRate, SibilantHz);
        double Share(double seconds) => 1 - Math.Exp(-Interval / (seconds * sampleRate));
        (_fast, _slow, _attack, _release) = (Share(SibilantSeconds), Share(LevelSeconds), Share(AttackSeconds), Share(ReleaseSeconds));
    }

    /// <summary>Works in place; the state carries over to the next block.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        foreach (var section in _rumble)
        {
            section.Process(left, right, left, right);
        }

        for (var i = 0; i < left.Length; i += Interval)
        {
            var count = Math.Min(Interval, left.Length - i);
            Step(left.Slice(i, count), right.Slice(i, count));
        }
    }

    private void Step(Span<float> left, Span<float> right)
    {
        Span<float> highLeft = _left.AsSpan(0, left.Length), highRight = _right.AsSpan(0, left.Length), ramp = _ramp.AsSpan(0, left.Length);
        _highs.Process(left, right, highLeft, highRight);
        double high = Power(highLeft, highRight), whole = Power(left, right);
        _highPower += _fast * (high - _highPower);
        _wholePower += _fast * (whole - _wholePower);
        _power += _slow * (whole - _power);

        Fill(ramp, ref _highGain, Gain(Sibilance()) - 1);
        TensorPrimitives.MultiplyAdd(highLeft, ramp, left, left);
        TensorPrimitives.MultiplyAdd(highRight, ramp, right, right);

        var over = 10 * Math.Log10(Math.Max(_power, 1e-12)) - _levelDb - ThresholdDb;
        var linear = over <= -KneeDb / 2 ? 0 : over >= KneeDb / 2 ? over : Math.Pow(over + KneeDb / 2, 2) / (2 * KneeDb);
        var wanted = Math.Min(MostDb, linear / 2);
        _reductionDb += (wanted > _reductionDb ? _attack : _release) * (wanted - _reductionDb);
        Fill(ramp, ref _gain, Gain(_reductionDb));
        TensorPrimitives.Multiply(left, ramp, left);
        TensorPrimitives.Multiply(right, ramp, right);
    }

    private double Sibilance()
    {
        var share = 10 * Math.Log10(Math.Max(_highPower, 1e-12) / Math.Max(_wholePower, 1e-12)) - SibilantShareDb;
        var above = 10 * Math.Log10(Math.Max(_highPower, 1e-12)) - _levelDb - SibilantFloorDb;
        return Math.Clamp(Math.Min(share, above) / 2, 0, SibilantMostDb);
    }

    private static void Fill(Span<float> ramp, ref float last, double target)
    {
        float from = last, slope = ((float)target - from) / Interval;
        for (var i = 0; i < ramp.Length; i++)
        {
            ramp[i] = from + slope * i;
        }

        last = from + slope * ramp.Length;
    }

    private static double Power(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        (TensorPrimitives.SumOfSquares(left) + TensorPrimitives.SumOfSquares(right)) / (2.0 * left.Length);

    private static double Gain(double reductionDb) => Math.Pow(10, -reductionDb / 20);
}
