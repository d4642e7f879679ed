using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Keys;

/// <summary>Synthetic harmony with a known answer: tones of six decaying harmonics.</summary>
internal static class Tones
{
    /// <summary>Plays groups of MIDI notes one after the other, each for the same time.</summary>
    public static AudioBuffer Play(IEnumerable<int[]> groups, double secondsEach, double tuningCents = 0, int channels = 2)
    {
        int[][] all = [.. groups];
        var length = (int)(secondsEach * 44100);
        var buffer = new AudioBuffer(44100, channels, length * all.Length);
        for (var g = 0; g < all.Length; g++)
        {
            foreach (var note in all[g])
            {
                Add(buffer, g * length, length, 440 * Math.Pow(2, (note - 69 + tuningCents / 100) / 12));
            }
        }

        return buffer;
    }

    /// <summary>A triad in close position above middle C, with its root in the bass.</summary>
    public static int[] Triad(int root, bool minor) => [36 + root, 60 + root, 60 + root + (minor ? 3 : 4), 67 + root];

    /// <summary>White noise, seeded.</summary>
    public static AudioBuffer Noise(double seconds)
    {
        var random = new Random(1);
        var buffer = new AudioBuffer(44100, 2, (int)(seconds * 44100));
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer.Channel(0)[i] = buffer.Channel(1)[i] = (float)(random.NextDouble() - 0.5);
        }

        return buffer;
    }

    private static void Add(AudioBuffer buffer, int start, int length, double hz)
    {
        for (var i = 0; i < length; i++)
        {
            var envelope = Math.Min(1, Math.Min(i, length - i) / 1000.0) * Math.Exp(-1.5 * i / 44100);
            var sample = 0.0;
            for (var h = 1; h <= 6; h++)
            {
                sample += Math.Sin(2 * Math.PI * hz * h * i / 44100) / (h * h);
            }

            for (var c = 0; c < buffer.ChannelCount; c++)
            {
                buffer.Channel(c)[start + i] += (float)(0.1 * envelope * sample);
            }
        }
    }
}
