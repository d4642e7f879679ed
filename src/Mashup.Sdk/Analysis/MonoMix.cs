using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>Reads the mean of all channels, at the song's rate or at a quarter of it.</summary>
/// <remarks>
/// 1. Channels are added and divided by their number; samples that are no numbers count as 0.
/// 2. For a quarter of the rate the mix is filtered and every fourth sample kept (<see cref="Decimator"/>).
/// </remarks>
internal static class MonoMix
{
    private const float Loudest = 1e6f;
    private const int Quarter = 4;
    private const int Block = 1024;

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

    /// <summary>The whole mix at a quarter of the rate, for what lies below 3 kHz: sample i lies at sample 4 i of the song.</summary>
    public static float[] QuarterRate(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var decimator = new Decimator(Quarter, Block);
        var input = new float[decimator.InputLength];
        var result = new float[(audio.Length + Quarter - 1) / Quarter];
        for (var start = 0; start < result.Length; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(audio, start * Quarter - decimator.Reach, input);
            decimator.Process(input, result.AsSpan(start, Math.Min(Block, result.Length - start)));
        }

        return result;
    }
}
