using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>Reads the mean of all channels.</summary>
/// <remarks>1. Channels are added and divided by their number. 2. Where the sum is beyond all measure, samples that are no numbers become 0.</remarks>
internal static class MonoMix
{
    private const float Loudest = 1e6f;

    /// <summary>Fills <paramref name="destination"/> from sample <paramref name="start"/> on; zeros outside the buffer and for samples that are no numbers or beyond all measure.</summary>
    public static void Read(AudioBuffer audio, int start, Span<float> destination)
    {
        int from = Math.Clamp(start, 0, audio.Length), to = Math.Clamp(start + destination.Length, from, audio.Length);
        if (from == to)
        {
            destination.Clear();
            return;
        }

        destination[..(from - start)].Clear();
        destination[(to - start)..].Clear();
        var part = destination[(from - start)..(to - start)];
        if (audio.ChannelCount == 1)
        {
            audio.Channel(0)[from..to].CopyTo(part);
        }
        else
        {
            TensorPrimitives.Add(audio.Channel(0)[from..to], audio.Channel(1)[from..to], part);
            for (var c = 2; c < audio.ChannelCount; c++)
            {
                TensorPrimitives.Add(part, audio.Channel(c)[from..to], part);
            }

            TensorPrimitives.Multiply(part, 1f / audio.ChannelCount, part);
        }

        if (!(TensorPrimitives.SumOfMagnitudes<float>(part) < Loudest))
        {
            Stft.Clean(part);
        }
    }
}
