namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A time map that runs at the input's own speed around each attack.</summary>
/// <remarks>An attack keeps its exact place; what the stretch takes from its surroundings the time between attacks makes up for.</remarks>
internal sealed class AnchoredTimeline
{
    private readonly TimeMap _map;
    private readonly double[] _starts;

    public AnchoredTimeline(TimeMap map, IReadOnlyList<StretchPoint> points, IEnumerable<int> onsets, double reachBefore, double reachAfter, double share)
    {
        var anchors = onsets.Select(t => new StretchPoint(map.ToOutput(t), t)).ToArray();
        var warped = new List<StretchPoint>();
        var starts = new List<double>();
        for (var i = 0; i < anchors.Length; i++)
        {
            var before = i == 0 ? double.PositiveInfinity : Gap(anchors[i - 1], anchors[i]);
            var after = i == anchors.Length - 1 ? double.PositiveInfinity : Gap(anchors[i], anchors[i + 1]);
            double left = Math.Min(reachBefore, share * before), right = Math.Min(reachAfter, share * after);
            warped.Add(new StretchPoint(anchors[i].Output - left, anchors[i].Input - left));
            warped.Add(new StretchPoint(anchors[i].Output + right, anchors[i].Input + right));
            starts.Add(anchors[i].Output - left);
        }

        _starts = [.. starts];
        if (anchors.Length == 0)
        {
            _map = map;
            return;
        }

        // Far out on either side the map's own speed goes on.
        var far = 1e9;
        double low = Math.Min(points[0].Output, anchors[0].Output) - far, high = Math.Max(points[^1].Output, anchors[^1].Output) + far;
        _map = new TimeMap(Merge([new(low, map.ToInput(low)), .. points, new(high, map.ToInput(high))], warped));
    }

    /// <summary>The input position of an output position.</summary>
    public double ToInput(double output) => _map.ToInput(output);

    /// <summary>The attack whose surroundings begin in a span of the output, or −1.</summary>
    public int OnsetBetween(double from, double to)
    {
        var i = Array.BinarySearch(_starts, from);
        i = i < 0 ? ~i : i + 1;
        return i < _starts.Length && _starts[i] <= to ? i : -1;
    }

    private static double Gap(StretchPoint a, StretchPoint b) => Math.Min(b.Output - a.Output, b.Input - a.Input);

    /// <summary>The map's own points stay where no attack is near and the order allows it.</summary>
    private static List<StretchPoint> Merge(IReadOnlyList<StretchPoint> points, List<StretchPoint> warped)
    {
        var merged = new List<StretchPoint>(warped);
        for (int i = 0, next = 0; i < points.Count; i++)
        {
            while (next < warped.Count && warped[next].Output <= points[i].Output)
            {
                next++;
            }

            // An odd index lies inside an attack's surroundings.
            var free = next % 2 == 0 && (next == 0 || warped[next - 1].Input < points[i].Input) && (next == warped.Count || points[i].Input < warped[next].Input);
            if (free && (next == 0 || warped[next - 1].Output < points[i].Output))
            {
                merged.Add(points[i]);
            }
        }

        merged.Sort((a, b) => a.Output.CompareTo(b.Output));
        return merged;
    }
}
