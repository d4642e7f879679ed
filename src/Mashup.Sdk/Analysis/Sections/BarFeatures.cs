using Mashup.Sdk.Analysis.Beats;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>One bar: the features of its beats, averaged or side by side.</summary>
internal sealed class BarFeatures
{
    private const float FloorDb = -60;
    private const int PointsPerBeat = 12;

    private BarFeatures(BeatFeatures features, int firstBeat, int endBeat, int meter)
    {
        FirstBeat = firstBeat;
        EndBeat = endBeat;
        Levels = [Mean(features.LowDb, FloorDb), Mean(features.MidDb, FloorDb), Mean(features.HighDb, FloorDb)];
        Accent = features.HighDb[firstBeat] - Mean(features.HighDb, -100);
        Vocal = Mean(features.VocalActivity, 0);
        Kick = SideBySide(features.KickPattern, PointsPerBeat);
        Snare = SideBySide(features.SnarePattern, PointsPerBeat);
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

    /// <summary>Vocal activity, 0 to 1.</summary>
    public float Vocal { get; }

    /// <summary>Kick pattern, 12 points a beat.</summary>
    public float[] Kick { get; }

    /// <summary>Snare pattern, 12 points a beat.</summary>
    public float[] Snare { get; }

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
