using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Level of a song before the graph, taken back from its stems after it.</summary>
internal readonly record struct TrackLevel(float Offset, float Scale)
{
    private const float HighestPeak = 0.9f;

    public static TrackLevel Of(LevelNorm norm, float[][] song) => norm switch
    {
        LevelNorm.TrackMeanStd => MeanAndDeviation(song),
        LevelNorm.Peak when song.Max(c => TensorPrimitives.MaxMagnitude<float>(c)) is var peak and not 0 => new TrackLevel(0, Math.Abs(peak) / HighestPeak),
        _ => new TrackLevel(0, 1),
    };

    /// <summary>A copy at the graph's level.</summary>
    public float[][] Apply(float[][] song)
    {
        var level = this;
        return [.. song.Select(c => { var copy = new float[c.Length]; TensorPrimitives.Subtract(c, level.Offset, copy); TensorPrimitives.Divide(copy, level.Scale, copy); return copy; })];
    }

    /// <summary>Brings stems back to the song's level; they share its mean, so that they still sum to it.</summary>
    public void Undo(float[][][] stems)
    {
        foreach (var channel in stems.SelectMany(s => s))
        {
            TensorPrimitives.Multiply(channel, Scale, channel);
            TensorPrimitives.Add(channel, Offset / stems.Length, channel);
        }
    }

    /// <summary>Of the mean over channels, as Demucs has it.</summary>
    private static TrackLevel MeanAndDeviation(float[][] song)
    {
        double sum = 0, squares = 0;
        var length = song[0].Length;
        for (var i = 0; i < length; i++)
        {
            var mean = song.Average(c => (double)c[i]);
            sum += mean;
            squares += mean * mean;
        }

        var average = sum / length;
        return new TrackLevel((float)average, (float)Math.Sqrt(Math.Max(0, squares - length * average * average) / Math.Max(1, length - 1)) + 1e-8f);
    }
}
