using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Tests.Rendering.Stretching;

/// <summary>Signals whose stretched form is known, and requests for them.</summary>
internal static class TestSignals
{
    public const int Rate = 44100;

    public static AudioBuffer Tone(double hertz, double seconds, double right = 1, double rightPhase = 0)
    {
        var buffer = new AudioBuffer(Rate, 2, (int)(seconds * Rate));
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer.Channel(0)[i] = (float)(0.3 * Math.Sin(2 * Math.PI * hertz * i / Rate));
            buffer.Channel(1)[i] = (float)(0.3 * right * Math.Sin(2 * Math.PI * hertz * i / Rate + rightPhase));
        }

        return buffer;
    }

    /// <summary>Clicks of 0.1 ms over a quiet tone.</summary>
    public static AudioBuffer Clicks(double seconds, IEnumerable<int> positions)
    {
        var buffer = Tone(220, seconds);
        for (var c = 0; c < 2; c++)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(buffer.Channel(c), 0.003f, buffer.Channel(c));
            foreach (var p in positions)
            {
                for (var i = 0; i < 4; i++)
                {
                    buffer.Channel(c)[p + i] += 0.8f * (i % 2 == 0 ? 1 : -1);
                }
            }
        }

        return buffer;
    }

    public static AudioBuffer Noise(double seconds, int seed)
    {
        var random = new Random(seed);
        var buffer = new AudioBuffer(Rate, 2, (int)(seconds * Rate));
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer.Channel(0)[i] = (float)(random.NextDouble() - 0.5);
            buffer.Channel(1)[i] = (float)(random.NextDouble() - 0.5);
        }

        return buffer;
    }

    public static StretchRequest AtSpeed(AudioBuffer input, double speed, double semitones = 0, StretchQuality quality = StretchQuality.Best) => new()
    {
        OutputLength = (int)Math.Round(input.Length / speed),
        Map = [new(0, 0), new(10000, 10000 * speed)],
        Semitones = semitones,
        Quality = quality,
    };

    /// <summary>The frequency nearest to an expected one: phase advance of a windowed correlation over half the signal.</summary>
    public static double Frequency(ReadOnlySpan<float> samples, double near)
    {
        var half = samples.Length / 2;
        var a = Phase(samples[..half], near);
        var b = Phase(samples[half..], near);
        var advance = Math.IEEERemainder(b - a - 2 * Math.PI * near * half / Rate, 2 * Math.PI);
        return near + advance * Rate / (2 * Math.PI * half);
    }

    /// <summary>Phase of a tone at the first sample.</summary>
    public static double Phase(ReadOnlySpan<float> samples, double hertz)
    {
        double re = 0, im = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var w = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / samples.Length);
            var (sin, cos) = Math.SinCos(2 * Math.PI * hertz * i / Rate);
            re += w * samples[i] * cos;
            im -= w * samples[i] * sin;
        }

        return Math.Atan2(im, re);
    }
}
