using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Scoring;

/// <summary>Judges whether the voice stands out of the band.</summary>
/// <remarks>
/// 1. Level from 300 to 3400 Hz of the mono sum, 20 times a second. 2. Like is compared with like: by what the plan lets play beneath, the median level while
///    somebody sings against that while nobody does. 3. Half a decibel more is no voice at all; 2.5 dB more, a voice about as strong as the band in its own
///    range, is all that is asked. Plans that never play the same band with and without a voice are not judged
///    beyond that something is heard.
/// </remarks>
internal static class VoiceBand
{
    private const int Size = 4096;
    private const double LowHz = 300;
    private const double HighHz = 3400;
    private const double StepSeconds = 0.05;
    private const int LeastSteps = 20;
    private const double Silent = -60;
    private const double Masked = 0.5;
    private const double Clear = 2.5;

    // Beats at the ends of clips in which they may be fading.
    private const double Edge = 0.25;

    /// <summary>0 (not heard) to 1.</summary>
    public static double Presence(AudioBuffer audio, MashupPlan plan)
    {
        var levels = Levels(audio);
        var groups = new Dictionary<string, (List<double> Sung, List<double> Bare)>(StringComparer.Ordinal);
        for (var i = 0; i < levels.Length; i++)
        {
            var beat = (i * StepSeconds + Size / 2.0 / audio.SampleRate) * plan.Bpm / 60;
            var playing = plan.Clips.Where(c => beat >= c.StartBeat + Edge && beat < c.StartBeat + c.Beats - Edge).ToArray();
            var beneath = string.Join(' ', playing.Where(c => c.Stem != StemKind.Vocals).Select(c => $"{c.Stem}:{c.Track}").Order(StringComparer.Ordinal));
            if (!groups.TryGetValue(beneath, out var group))
            {
                groups[beneath] = group = ([], []);
            }

            (playing.Any(c => c.Stem == StemKind.Vocals) ? group.Sung : group.Bare).Add(levels[i]);
        }

        var (gain, weight) = (0d, 0d);
        foreach (var (sung, bare) in groups.Values.Where(g => Math.Min(g.Sung.Count, g.Bare.Count) >= LeastSteps))
        {
            var counted = Math.Min(sung.Count, bare.Count);
            (gain, weight) = (gain + counted * (Median(sung) - Median(bare)), weight + counted);
        }

        return weight > 0 ? Math.Clamp((gain / weight - Masked) / (Clear - Masked), 0, 1)
            : groups.Values.SelectMany(g => g.Sung).DefaultIfEmpty(0).Max() > Silent ? 1 : 0;
    }

    private static double[] Levels(AudioBuffer audio)
    {
        var hop = Math.Max(1, (int)(audio.SampleRate * StepSeconds));
        var fft = new RealFft(Size);
        var hann = Window.Hann(Size);
        float[] frame = new float[Size], re = new float[fft.Bins], im = new float[fft.Bins];
        var (from, to) = ((int)(LowHz * Size / audio.SampleRate), Math.Min(fft.Bins, (int)(HighHz * Size / audio.SampleRate)));
        var levels = new double[Math.Max(0, (audio.Length - Size) / hop)];
        for (var i = 0; i < levels.Length; i++)
        {
            audio.Channel(0).Slice(i * hop, Size).CopyTo(frame);
            TensorPrimitives.Add(frame, audio.Channel(audio.ChannelCount - 1).Slice(i * hop, Size), frame);
            TensorPrimitives.Multiply(frame, hann, frame);
            fft.Forward(frame, re, im);
            var power = TensorPrimitives.SumOfSquares<float>(re.AsSpan()[from..to]) + TensorPrimitives.SumOfSquares<float>(im.AsSpan()[from..to]);
            levels[i] = float.IsFinite(power) ? 10 * Math.Log10(power + 1e-9) : 0;
        }

        return levels;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
