using System.Numerics.Tensors;

namespace Mashup.Sdk.Gpu.Tests.Graphs;

/// <summary>Test signals, and how far two of them lie apart.</summary>
internal static class Signals
{
    /// <summary>White noise, different in each channel.</summary>
    public static float[][] Noise(int length, int channels = 2)
    {
        var state = (ulong)length + 1;
        var noise = new float[channels][];
        double sum = 0;
        for (var c = 0; c < channels; c++)
        {
            noise[c] = new float[length];
            foreach (ref var sample in noise[c].AsSpan())
            {
                state = state * 6364136223846793005 + 1442695040888963407;
                sample = (state >> 40) / (float)(1 << 24) - 0.5f;
                sum += sample;
            }
        }

        var mean = length > 1 ? (float)(sum / length / channels) : 0;
        foreach (var channel in noise)
        {
            TensorPrimitives.Subtract(channel, mean, channel);
        }

        return noise;
    }

    /// <summary>Tones from 200 Hz to a tenth of the rate, faded in and out: nothing near 0 Hz or the highest frequencies.</summary>
    public static float[][] Tones(int length, double rate = 44100)
    {
        var channels = new float[2][];
        for (var c = 0; c < 2; c++)
        {
            channels[c] = new float[length];
            for (var k = 0; k < 6; k++)
            {
                // A pointer that turns by one step per sample.
                var (sin, cos) = Math.SinCos(2 * Math.PI * (200 + (rate / 10 - 200) * (k + 0.3 * c) / 6) / rate);
                var (y, x) = Math.SinCos(k + c);
                foreach (ref var sample in channels[c].AsSpan())
                {
                    sample += (float)(0.1 * y);
                    (y, x) = (y * cos + x * sin, x * cos - y * sin);
                }
            }

            var fade = Math.Min(4000, length / 2);
            for (var i = 0; i < fade; i++)
            {
                var gain = (float)Math.Pow(Math.Sin(Math.PI / 2 * i / fade), 4);
                channels[c][i] *= gain;
                channels[c][^(i + 1)] *= gain;
            }
        }

        return channels;
    }

    /// <summary>Energy of the difference from <paramref name="gain"/> times the wanted signal, relative to that signal.</summary>
    public static double ErrorDecibels(float[][] wanted, float[][] found, double gain = 1)
    {
        double error = 0, energy = 0;
        for (var c = 0; c < wanted.Length; c++)
        {
            Assert.Equal(wanted[c].Length, found[c].Length);
            for (var i = 0; i < wanted[c].Length; i++)
            {
                var (value, difference) = (gain * wanted[c][i], found[c][i] - gain * wanted[c][i]);
                error += difference * difference;
                energy += value * value;
            }
        }

        return 10 * Math.Log10((error + 1e-30) / (energy + 1e-30));
    }
}
