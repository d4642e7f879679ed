using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>How loud a voice is in its song while it sings.</summary>
/// <remarks>Mean power of frames of 10 ms after gating 10 dB below the mean of what is not silence, as loudness is gated (ITU-R BS.1770-4).</remarks>
internal static class VoiceLevel
{
    private const double FloorPower = 1e-6;

    /// <summary>The gated mean power of a stem; 0 for silence.</summary>
    public static double Of(AudioBuffer stem)
    {
        var frame = Math.Max(1, stem.SampleRate / 100);
        var power = new double[stem.Length / frame];
        for (var i = 0; i < power.Length; i++)
        {
            for (var c = 0; c < stem.ChannelCount; c++)
            {
                power[i] += TensorPrimitives.SumOfSquares<float>(stem.Channel(c).Slice(i * frame, frame)) / ((double)frame * stem.ChannelCount);
            }
        }

        return Gated(power);
    }

    /// <summary>The mean of the powers that lie within 10 dB of the mean, or above it; 0 for silence.</summary>
    public static double Gated(double[] power) => Mean(power, Math.Max(FloorPower, Mean(power, FloorPower) / 10));

    private static double Mean(double[] power, double gate) => power.Where(p => p > gate).DefaultIfEmpty(0).Average();
}
