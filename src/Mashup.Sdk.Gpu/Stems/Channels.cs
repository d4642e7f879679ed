using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>Fits channels to what a model takes, and back.</summary>
internal static class Channels
{
    private const float Loudest = 1e6f;
    private const int Block = 1 << 14;

    /// <summary>A copy in which what is not finite, or absurdly loud, is silence.</summary>
    public static float[][] Clean(AudioBuffer mix)
    {
        var channels = new float[mix.ChannelCount][];
        Parallel.For(0, channels.Length, c =>
        {
            channels[c] = mix.Channel(c).ToArray();
            if (channels[c].Length > 0 && TensorPrimitives.MaxMagnitude<float>(channels[c]) is not (> -Loudest and < Loudest))
            {
                foreach (ref var sample in channels[c].AsSpan())
                {
                    sample = Math.Abs(sample) < Loudest ? sample : 0;
                }
            }
        });
        return channels;
    }

    /// <summary>Mono becomes two equal channels; stereo becomes its mean.</summary>
    public static float[][] Fit(float[][] channels, int count) => (channels.Length, count) switch
    {
        (1, 2) => [channels[0], [.. channels[0]]],
        (2, 1) => [Mean(channels[0], channels[1])],
        _ => channels,
    };

    /// <summary>What some stems leave of the mix.</summary>
    public static float[][] Rest(float[][] mix, IReadOnlyCollection<float[][]> stems) => [.. mix.Select((channel, c) => Rest(channel, [.. stems.Select(s => s[c])]))];

    /// <summary>Adds the second to the first.</summary>
    public static void Add(float[][] to, float[][] what)
    {
        for (var c = 0; c < to.Length; c++)
        {
            TensorPrimitives.Add(to[c], what[c], to[c]);
        }
    }

    /// <summary>In blocks that stay in the cache.</summary>
    private static float[] Rest(float[] mix, float[][] stems)
    {
        var rest = new float[mix.Length];
        Parallel.For(0, (mix.Length + Block - 1) / Block, block =>
        {
            var (from, count) = (block * Block, Math.Min(Block, mix.Length - block * Block));
            var target = rest.AsSpan(from, count);
            mix.AsSpan(from, count).CopyTo(target);
            foreach (var stem in stems)
            {
                TensorPrimitives.Subtract(target, stem.AsSpan(from, count), target);
            }
        });
        return rest;
    }

    private static float[] Mean(float[] a, float[] b)
    {
        var mean = new float[a.Length];
        TensorPrimitives.Add(a, b, mean);
        TensorPrimitives.Multiply(mean, 0.5f, mean);
        return mean;
    }
}
