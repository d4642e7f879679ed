using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Reads the mean of all channels.</summary>
internal static class MonoMix
{
    /// <summary>Fills <paramref name="destination"/> from sample <paramref name="start"/> on; zeros outside the buffer and for samples that are no numbers.</summary>
    public static void Read(AudioBuffer audio, int start, Span<float> destination)
    {
        destination.Clear();
        int from = Math.Max(start, 0), to = Math.Min(start + destination.Length, audio.Length);
        if (from >= to)
        {
            return;
        }

        var part = destination[(from - start)..(to - start)];
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            TensorPrimitives.Add(part, audio.Channel(c)[from..to], part);
        }

        TensorPrimitives.Multiply(part, 1f / audio.ChannelCount, part);
        if (!float.IsFinite(TensorPrimitives.Sum<float>(part)))
        {
            foreach (ref var sample in part)
            {
                sample = float.IsFinite(sample) ? sample : 0;
            }
        }
    }
}
