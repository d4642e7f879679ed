using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>The part of an input that a map reaches, at the pitch that is wanted.</summary>
/// <param name="Channels">One array per channel, finite samples.</param>
/// <param name="Origin">The input sample of the arrays' first sample.</param>
internal sealed record StretchSource(float[][] Channels, int Origin)
{
    /// <summary>Samples per channel.</summary>
    public int Length => Channels[0].Length;

    /// <summary>Cuts the part out; a pitch of 2 reads it twice as fast.</summary>
    public static StretchSource Cut(AudioBuffer input, TimeMap map, int outputLength, PitchRatio pitch, VocoderSettings settings, int margin, CancellationToken cancellationToken)
    {
        var reader = pitch.IsOne ? null : new PitchReader(pitch, settings);
        var wide = margin * Math.Max(1, pitch.Value) + (reader?.Reach ?? 0);
        var from = (int)Math.Clamp(Math.Floor(map.ToInput(-margin) - wide), 0, input.Length);
        var to = (int)Math.Clamp(Math.Ceiling(map.ToInput((double)outputLength + margin) + wide), from, input.Length);
        var channels = new float[input.ChannelCount][];
        for (var c = 0; c < channels.Length; c++)
        {
            channels[c] = Finite(input.Channel(c)[from..to]);
        }

        return new StretchSource(reader?.Read(channels, cancellationToken) ?? channels, from);
    }

    private static float[] Finite(ReadOnlySpan<float> samples)
    {
        var finite = samples.ToArray();
        if (finite.Length > 0 && !float.IsFinite(TensorPrimitives.MaxMagnitude<float>(finite)))
        {
            for (var i = 0; i < finite.Length; i++)
            {
                finite[i] = float.IsFinite(finite[i]) ? finite[i] : 0;
            }
        }

        return finite;
    }
}
