using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Timeline samples to source samples: ascending, piecewise linear, extrapolated at the ends.</summary>
internal sealed class WarpMap
{
    // A power of two: sums stay exact.
    private const double Steps = 1024;

    private readonly double[] _timeline;
    private readonly double[] _source;

    private WarpMap(double[] timeline, double[] source) => (_timeline, _source) = (timeline, source);

    public int Count => _timeline.Length;

    public (double Timeline, double Source) this[int index] => (_timeline[index], _source[index]);

    /// <summary>The map of a clip; a single point is continued at the song's own tempo.</summary>
    /// <remarks>
    /// Seen from the clip's first sample the map is the same wherever the clip stands (its start is a whole sample, distances are kept to a
    /// thousandth of one): moving a clip does not change its sound, and what was rendered of it can be used again.
    /// </remarks>
    public static WarpMap Of(PlanClip clip, double samplesPerBeat, double sampleRate, double songBpm)
    {
        var start = Math.Round(clip.StartBeat * samplesPerBeat);
        double[] timeline = [.. clip.Warp.Select(w => start + Math.Round((w.Beat - clip.StartBeat) * samplesPerBeat * Steps) / Steps)];
        double[] source = [.. clip.Warp.Select(w => w.Source * sampleRate)];
        return timeline.Length > 1 ? new WarpMap(timeline, source)
            : new WarpMap([timeline[0], timeline[0] + Math.Round(samplesPerBeat * Steps) / Steps], [source[0], source[0] + 60 / songBpm * sampleRate]);
    }

    /// <summary>The source position that sounds at a timeline position.</summary>
    public double At(double timeline)
    {
        var i = Array.BinarySearch(_timeline, timeline);
        var right = Math.Clamp(i < 0 ? ~i : i, 1, _timeline.Length - 1);
        double x0 = _timeline[right - 1], x1 = _timeline[right], y0 = _source[right - 1], y1 = _source[right];
        return y0 + (timeline - x0) * (y1 - y0) / (x1 - x0);
    }

    /// <summary>This map before the seam and the other one after it, or <see langword="null"/> where they do not make one ascending map.</summary>
    public WarpMap? Join(WarpMap next, double seam)
    {
        // Points closer than this to the seam would make a tiny segment with a wild slope out of a rounding error.
        const double Clearance = 64;
        List<double> timeline = [], source = [];
        for (var i = 0; i < Count && _timeline[i] < seam - Clearance; i++)
        {
            timeline.Add(_timeline[i]);
            source.Add(_source[i]);
        }

        timeline.Add(seam);
        source.Add((At(seam) + next.At(seam)) / 2);
        for (var i = 0; i < next.Count; i++)
        {
            if (next._timeline[i] > seam + Clearance)
            {
                timeline.Add(next._timeline[i]);
                source.Add(next._source[i]);
            }
        }

        // A side without points of its own keeps its slope through one extrapolated point.
        if (timeline[0] == seam)
        {
            timeline.Insert(0, seam - 4096);
            source.Insert(0, At(seam - 4096));
        }

        if (timeline[^1] == seam)
        {
            timeline.Add(seam + 4096);
            source.Add(next.At(seam + 4096));
        }

        return Enumerable.Range(1, source.Count - 1).All(i => source[i] > source[i - 1]) ? new WarpMap([.. timeline], [.. source]) : null;
    }
}
