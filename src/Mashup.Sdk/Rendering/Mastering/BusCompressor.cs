using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Holds the loudest passages of a mix together, so lightly that it is not heard as compression.</summary>
/// <remarks>
/// Feed-forward, on the power of both channels, after D. Giannoulis, M. Massberg, J. Reiss, "Digital dynamic range compressor design", JAES 60(6), 2012:
/// 1. Level in frames of 2 ms, averaged over 20 ms.
/// 2. Soft knee of 8 dB around 3 dB over the mix's own gated mean level, so that it works alike on quiet and loud mixes; ratio 1.6, at most 3 dB.
/// 3. Attack 25 ms, release 180 ms on the reduction in dB; linear gain between frames.
/// </remarks>
internal sealed class BusCompressor
{
    private const double Ratio = 1.6;
    private const double KneeDb = 8;
    private const double ThresholdOverMeanDb = 3;
    private const double MostDb = 3;
    private const double FrameSeconds = 0.002;
    private const double AttackSeconds = 0.025;
    private const double ReleaseSeconds = 0.18;
    private const int LevelFrames = 10;
    private const double FloorPower = 1e-7;

    private readonly AudioBuffer _mix;
    private readonly float[] _gains;

    /// <summary>Decides how a stereo mix is to be held.</summary>
    public BusCompressor(AudioBuffer mix)
    {
        _mix = mix;
        Frame = Math.Max(1, (int)Math.Round(FrameSeconds * mix.SampleRate));
        var levels = Levels();
        var mean = levels.Where(p => p > FloorPower).DefaultIfEmpty(0).Average();
        mean = levels.Where(p => p > Math.Max(FloorPower, mean / 10)).DefaultIfEmpty(0).Average();
        _gains = mean == 0 ? [] : Gains(levels, 10 * Math.Log10(mean) + ThresholdOverMeanDb);
    }

    /// <summary>Samples of a frame.</summary>
    public int Frame { get; }

    /// <summary>Compresses so many frames of the mix in place.</summary>
    public void Process(int first, int count)
    {
        var ramp = new float[Frame];
        for (var frame = first; frame < Math.Min(first + count, _gains.Length); frame++)
        {
            float from = _gains[frame], slope = (_gains[Math.Min(frame + 1, _gains.Length - 1)] - from) / Frame;
            var block = ramp.AsSpan(0, Math.Min(Frame, _mix.Length - frame * Frame));
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = from + slope * i;
            }

            for (var c = 0; c < _mix.ChannelCount; c++)
            {
                var samples = _mix.Channel(c).Slice(frame * Frame, block.Length);
                TensorPrimitives.Multiply(samples, block, samples);
            }
        }
    }

    private double[] Levels()
    {
        var power = new double[(_mix.Length + Frame - 1) / Frame];
        for (var i = 0; i < power.Length; i++)
        {
            var count = Math.Min(Frame, _mix.Length - i * Frame);
            for (var c = 0; c < _mix.ChannelCount; c++)
            {
                power[i] += TensorPrimitives.SumOfSquares<float>(_mix.Channel(c).Slice(i * Frame, count)) / (Frame * (double)_mix.ChannelCount);
            }
        }

        var levels = new double[power.Length];
        double sum = 0;
        for (var i = 0; i < power.Length; i++)
        {
            sum += power[i] - (i >= LevelFrames ? power[i - LevelFrames] : 0);
            levels[i] = Math.Max(0, sum) / LevelFrames;
        }

        return levels;
    }

    private static float[] Gains(double[] levels, double threshold)
    {
        double attack = 1 - Math.Exp(-FrameSeconds / AttackSeconds), release = 1 - Math.Exp(-FrameSeconds / ReleaseSeconds), reduction = 0;
        var gains = new float[levels.Length];
        for (var i = 0; i < gains.Length; i++)
        {
            var over = 10 * Math.Log10(Math.Max(levels[i], 1e-12)) - threshold;
            var linear = over <= -KneeDb / 2 ? 0 : over >= KneeDb / 2 ? over : Math.Pow(over + KneeDb / 2, 2) / (2 * KneeDb);
            var wanted = Math.Min(MostDb, linear * (1 - 1 / Ratio));
            reduction += (wanted > reduction ? attack : release) * (wanted - reduction);
            gains[i] = (float)Math.Pow(10, -reduction / 20);
        }

        return gains;
    }
}
