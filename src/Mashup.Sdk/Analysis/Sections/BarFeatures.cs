using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>One bar: the features of its beats, averaged or side by side.</summary>
/// <remarks>
/// 1. Levels, vocals and timbre are averaged over the beats, levels above a floor only, so that silence does not outweigh music.
/// 2. Drum patterns and chroma stand beat by beat, so that bars that go alike look alike (Davies et al., IEEE/ACM TASLP 22(12), 2014).
/// 3. The first beat's treble tells a crash, the last beat's snare a fill.
/// </remarks>
internal sealed class BarFeatures
{
    private const float FloorDb = -60;
    private const float SilentDb = -100;
    private const int PointsPerBeat = 12;

    private BarFeatures(BeatFeatures features, int firstBeat, int endBeat, int meter)
    {
        FirstBeat = firstBeat;
        EndBeat = endBeat;
        Levels = [Mean(features.LowDb, FloorDb), Mean(features.MidDb, FloorDb), Mean(features.HighDb, FloorDb)];
        FirstBeatHigh = features.HighDb[firstBeat];
        Accent = FirstBeatHigh - Mean(features.HighDb, SilentDb);
        Vocal = Mean(features.VocalActivity, 0);
        Side = Known(features.SideDb) ? Mean(features.SideDb, SilentDb) : 0;
        Separation = Known(features.CentreDb) ? Mean(features.CentreDb, SilentDb) - Side : 0;
        Timbre = features.Timbre.Count >= endBeat ? MeanOf(features.Timbre) : [0];
        Kick = SideBySide(features.KickPattern, PointsPerBeat);
        Snare = SideBySide(features.SnarePattern, PointsPerBeat);
        LastBeatSnare = TensorPrimitives.Sum<float>(Snare.AsSpan(^PointsPerBeat..)) - TensorPrimitives.Sum<float>(Snare.AsSpan(..^PointsPerBeat)) / Math.Max(1, meter - 1);
        Chroma = SideBySide(features.Chroma, 12);

        float Mean(IReadOnlyList<float> values, float floor)
        {
            var sum = 0f;
            for (var i = firstBeat; i < endBeat; i++)
            {
                sum += Math.Max(floor, values[i]);
            }

            return sum / (endBeat - firstBeat);
        }

        bool Known(IReadOnlyList<float> values) => values.Count >= endBeat;

        float[] MeanOf(IReadOnlyList<float[]> values)
        {
            var mean = new float[values[firstBeat].Length];
            for (var i = firstBeat; i < endBeat; i++)
            {
                TensorPrimitives.MultiplyAdd(values[i], 1f / (endBeat - firstBeat), mean, mean);
            }

            return mean;
        }

        float[] SideBySide(IReadOnlyList<float[]> values, int size)
        {
            var all = new float[meter * size];
            for (var i = 0; i < Math.Min(meter, endBeat - firstBeat); i++)
            {
                values[firstBeat + i].CopyTo(all, i * size);
            }

            return all;
        }
    }

    /// <summary>Index of the downbeat among the beats of the song.</summary>
    public int FirstBeat { get; }

    /// <summary>Index of the next bar's downbeat.</summary>
    public int EndBeat { get; }

    /// <summary>Level of the low, middle and high band, dB.</summary>
    public float[] Levels { get; }

    /// <summary>How far the high band of the first beat rises above the rest of the bar, dB: cymbals crash there.</summary>
    public float Accent { get; }

    /// <summary>Level of the high band on the first beat, dB.</summary>
    public float FirstBeatHigh { get; }

    /// <summary>Level of the sides in the voice band, dB; 0 where not known.</summary>
    public float Side { get; }

    /// <summary>By how much the centre outweighs the sides in the voice band, dB; 0 where not known.</summary>
    public float Separation { get; }

    /// <summary>Timbre, as mel-cepstral coefficients.</summary>
    public float[] Timbre { get; }

    /// <summary>Vocal activity, 0 to 1.</summary>
    public float Vocal { get; }

    /// <summary>Kick pattern, 12 points a beat.</summary>
    public float[] Kick { get; }

    /// <summary>Snare pattern, 12 points a beat.</summary>
    public float[] Snare { get; }

    /// <summary>By how much the onsets of the last beat's snare pattern exceed those of the other beats.</summary>
    public float LastBeatSnare { get; }

    /// <summary>Chroma, 12 values a beat.</summary>
    public float[] Chroma { get; }

    /// <summary>The bars of a song, from its first downbeat to its last beat.</summary>
    public static BarFeatures[] Of(BeatGrid beats, BeatFeatures features)
    {
        var starts = new List<int>();
        for (int i = 0, d = 0; i < beats.Beats.Count && d < beats.Downbeats.Count; i++)
        {
            if (beats.Beats[i] >= beats.Downbeats[d] - 1e-6)
            {
                starts.Add(i);
                d++;
            }
        }

        return [.. starts.Select((start, i) => new BarFeatures(features, start, i + 1 < starts.Count ? starts[i + 1] : beats.Beats.Count, beats.Meter))];
    }
}
