using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Inspection;

/// <summary>A song with a click on every beat, an octave higher on the first of each bar: the ear's check of a beat grid.</summary>
/// <remarks>
/// 1. The song steps back by 6 dB.
/// 2. A click is a sine of 30 ms that starts at full level on the beat's sample and dies away exponentially, in every channel.
/// </remarks>
internal static class ClickTrack
{
    private const double BeatHz = 1000;
    private const double DownbeatHz = 2000;
    private const double Seconds = 0.03;
    private const double DecaySeconds = 0.006;
    private const float SongGain = 0.5f;
    private const float ClickGain = 0.5f;

    public static AudioBuffer Mix(AudioBuffer song, BeatGrid grid)
    {
        var mix = new AudioBuffer(song.SampleRate, song.ChannelCount, song.Length);
        var (beat, downbeat) = (Click(BeatHz, song.SampleRate), Click(DownbeatHz, song.SampleRate));
        var downbeats = grid.Downbeats.ToHashSet();
        for (var c = 0; c < mix.ChannelCount; c++)
        {
            var samples = mix.Channel(c);
            System.Numerics.Tensors.TensorPrimitives.Multiply(song.Channel(c), SongGain, samples);
            foreach (var time in grid.Beats)
            {
                var start = Math.Clamp((int)Math.Round(time * song.SampleRate), 0, song.Length);
                var click = (downbeats.Contains(time) ? downbeat : beat).AsSpan(0, Math.Min(beat.Length, song.Length - start));
                var target = samples.Slice(start, click.Length);
                System.Numerics.Tensors.TensorPrimitives.Add(target, click, target);
            }
        }

        return mix;
    }

    private static float[] Click(double hz, int sampleRate)
    {
        var click = new float[(int)(Seconds * sampleRate)];
        for (var i = 0; i < click.Length; i++)
        {
            var t = (double)i / sampleRate;
            click[i] = (float)(ClickGain * Math.Cos(2 * Math.PI * hz * t) * Math.Exp(-t / DecaySeconds));
        }

        return click;
    }
}
