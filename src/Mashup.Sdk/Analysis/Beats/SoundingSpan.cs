using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>From the first sound of a file to its last.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
internal readonly record struct SoundingSpan(double Start, double End)
{
    private const int Block = 441;
    private const double Early = 0.07, Margin = 0.5;
    private const float StartShare = 0.01f, EndShare = 0.05f, Silence = 1e-4f;

    /// <summary>Length in seconds.</summary>
    public double Seconds => Math.Max(0, End - Start);

    /// <summary>Finds where a song rises above 40 dB under its loud level, and where it last falls 26 dB under it.</summary>
    public static SoundingSpan Of(AudioBuffer audio)
    {
        var input = new float[Block];
        var levels = new float[audio.Length / Block];
        for (var i = 0; i < levels.Length; i++)
        {
            MonoMix.Read(audio, i * Block, input);
            TensorPrimitives.Subtract(input, TensorPrimitives.Average<float>(input), input);
            levels[i] = TensorPrimitives.Norm<float>(input) / MathF.Sqrt(Block);
        }

        if (levels.Length == 0)
        {
            return default;
        }

        var loud = levels.Order().ElementAt(levels.Length * 9 / 10);
        int first = Array.FindIndex(levels, l => l > Math.Max(Silence, loud * StartShare)), last = Array.FindLastIndex(levels, l => l > Math.Max(Silence, loud * EndShare));
        return first < 0 || last < 0 ? default : new SoundingSpan((double)first * Block / audio.SampleRate, (double)(last + 1) * Block / audio.SampleRate);
    }

    /// <summary>The frames in which the song sounds, and a little before and after.</summary>
    public Range Frames(double framesPerSecond, int count) =>
        Math.Clamp((int)((Start - Margin) * framesPerSecond), 0, count)..Math.Clamp((int)((End + Margin) * framesPerSecond), 0, count);

    /// <summary>The grid of the beats inside the span.</summary>
    public BeatGrid Cut(double[] beats, int[] places, int meter, double confidence)
    {
        double start = Math.Max(0, Start - Early), end = End;
        var inside = Enumerable.Range(0, beats.Length).Where(k => beats[k] >= start && beats[k] <= end).ToArray();
        if (inside.Length < 2)
        {
            return BeatGrid.None;
        }

        var intervals = inside.Skip(1).Select(k => beats[k] - beats[k - 1]).Order().ToArray();
        return new BeatGrid(60 / intervals[intervals.Length / 2], confidence, meter, [.. inside.Select(k => beats[k])], [.. inside.Where(k => places[k] == 0).Select(k => beats[k])]);
    }
}
