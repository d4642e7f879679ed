namespace Mashup.Sdk.Gpu.Tests.Graphs;

/// <summary>Test signals, and how far two of them lie apart.</summary>
internal static class Signals
{
    /// <summary>White noise, different in each channel.</summary>
    public static float[][] Noise(int length, int channels = 2)
    {
        var random = new Random(length + 1);
        var noise = Enumerable.Range(0, channels).Select(_ => Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray()).ToArray();
        var mean = length > 1 ? (float)noise.Average(c => c.Average()) : 0;
        return [.. noise.Select(c => c.Select(x => x - mean).ToArray())];
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
                var step = 2 * Math.PI * (200 + (rate / 10 - 200) * (k + 0.3 * c) / 6) / rate;
                for (var i = 0; i < length; i++)
                {
                    channels[c][i] += (float)(0.1 * Math.Sin(step * i + k + c));
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
                error += Math.Pow(found[c][i] - gain * wanted[c][i], 2);
                energy += Math.Pow(gain * wanted[c][i], 2);
            }
        }

        return 10 * Math.Log10((error + 1e-30) / (energy + 1e-30));
    }
}
