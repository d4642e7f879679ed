using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>Fits channels to what a model takes, and back.</summary>
internal static class Channels
{
    private const float Loudest = 1e6f;

    /// <summary>A copy in which what is not finite, or absurdly loud, is silence.</summary>
    public static float[][] Clean(AudioBuffer mix)
    {
        var channels = Enumerable.Range(0, mix.ChannelCount).Select(c => mix.Channel(c).ToArray()).ToArray();
        foreach (var channel in channels.Where(c => !(c.Length == 0 || TensorPrimitives.MaxMagnitude<float>(c) is > -Loudest and < Loudest)))
        {
            foreach (ref var sample in channel.AsSpan())
            {
                sample = Math.Abs(sample) < Loudest ? sample : 0;
            }
        }

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
    public static float[][] Rest(float[][] mix, IReadOnlyCollection<float[][]> stems)
    {
        var rest = mix.Select(c => c.ToArray()).ToArray();
        foreach (var stem in stems)
        {
            for (var c = 0; c < rest.Length; c++)
            {
                TensorPrimitives.Subtract(rest[c], stem[c], rest[c]);
            }
        }

        return rest;
    }

    /// <summary>Adds the second to the first.</summary>
    public static void Add(float[][] to, float[][] what)
    {
        for (var c = 0; c < to.Length; c++)
        {
            TensorPrimitives.Add(to[c], what[c], to[c]);
        }
    }

    private static float[] Mean(float[] a, float[] b)
    {
        var mean = new float[a.Length];
        TensorPrimitives.Add(a, b, mean);
        TensorPrimitives.Multiply(mean, 0.5f, mean);
        return mean;
    }
}
