using Mashup.Sdk.Audio;

namespace Mashup.Hosting.Work;

/// <summary>A waveform to draw: the lowest and the highest sample of each piece, in turn, from −1 to 1.</summary>
internal sealed record Peaks(double DurationSeconds, int Length, IReadOnlyList<float> Data)
{
    private const int Pieces = 2000;

    public static Peaks Of(AudioBuffer audio)
    {
        var pieces = Math.Min(Pieces, Math.Max(1, audio.Length));
        var data = new float[pieces * 2];
        for (var piece = 0; piece < pieces; piece++)
        {
            var from = (int)((long)audio.Length * piece / pieces);
            var to = (int)((long)audio.Length * (piece + 1) / pieces);
            var (low, high) = (0f, 0f);
            for (var channel = 0; channel < audio.ChannelCount && to > from; channel++)
            {
                var samples = audio.Channel(channel)[from..to];
                low = Math.Min(low, System.Numerics.Tensors.TensorPrimitives.Min<float>(samples));
                high = Math.Max(high, System.Numerics.Tensors.TensorPrimitives.Max<float>(samples));
            }

            (data[2 * piece], data[2 * piece + 1]) = (MathF.Round(low, 4), MathF.Round(high, 4));
        }

        return new Peaks(audio.DurationSeconds, pieces, data);
    }
}
