namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A time map that runs at the source's own speed around each attack.</summary>
/// <remarks>
/// An attack keeps its exact place and shape; the time between attacks makes up for what their surroundings are not stretched.
/// After A. Röbel, "A new approach to transient processing in the phase vocoder", DAFx 2003, and E. Ravelli et al., "Fast implementation for
/// non-linear time-scaling of stereo signals", DAFx 2005.
/// </remarks>
internal sealed class AnchoredTimeline
{
    /// <summary>Most of the gap to the next attack that one side may take.</summary>
    private const double Share = 0.3;

    /// <summary>Multiple of the reach after which the line is back on the map, where the next attack leaves room.</summary>
    private const double Return = 4;

    /// <summary>Far outside the map's points its own speed goes on.</summary>
    private const double Far = 1e9;

    private readonly TimeMap _map;
    private readonly double[] _starts;
    private readonly long[] _attacks;

    private AnchoredTimeline(TimeMap map, double[] starts, long[] attacks) => (_map, _starts, _attacks) = (map, starts, attacks);

    /// <summary>Bends a map.</summary>
    /// <param name="map">From output to source.</param>
    /// <param name="onsets">Attacks in the source, ascending.</param>
    /// <param name="reach">Samples on either side of an attack.</param>
    public static AnchoredTimeline Bend(TimeMap map, IReadOnlyList<Onset> onsets, double reach)
    {
        if (onsets.Count == 0)
        {
            return new AnchoredTimeline(map, [], []);
        }

        var anchors = onsets.Select(o => new StretchPoint(map.ToOutput(o.Position), o.Position)).ToArray();
        var bends = new List<StretchPoint>();
        for (var i = 0; i < anchors.Length; i++)
        {
            var before = i == 0 ? reach : Math.Min(reach, Share * Gap(anchors[i - 1], anchors[i]));
            var after = i == anchors.Length - 1 ? reach : Math.Min(reach, Share * Gap(anchors[i], anchors[i + 1]));
            bends.Add(new StretchPoint(anchors[i].Output - before, anchors[i].Input - before));
            bends.Add(new StretchPoint(anchors[i].Output + after, anchors[i].Input + after));
        }

        double[] starts = [.. bends.Where((_, i) => i % 2 == 0).Select(b => b.Output)];
        return new AnchoredTimeline(new TimeMap(Merge(map, bends, Returns(map, anchors, reach), reach)), starts, [.. onsets.Select(o => o.Position)]);
    }

    /// <summary>The source position of an output position.</summary>
    public double ToInput(double output) => _map.ToInput(output);

    /// <summary>The attack whose surroundings begin after <paramref name="from"/> and not after <paramref name="to"/>, in the source.</summary>
    public long? AttackBetween(double from, double to)
    {
        var i = Array.BinarySearch(_starts, to);
        i = i < 0 ? ~i - 1 : i;
        return i >= 0 && _starts[i] > from ? _attacks[i] : null;
    }

    private static double Gap(StretchPoint a, StretchPoint b) => Math.Min(b.Output - a.Output, b.Input - a.Input);

    /// <summary>Where the line is to be back on the map before and after an attack.</summary>
    private static IEnumerable<StretchPoint> Returns(TimeMap map, StretchPoint[] anchors, double reach) => anchors
        .SelectMany(a => new[] { a.Output - Return * reach, a.Output + Return * reach })
        .Select(output => new StretchPoint(output, map.ToInput(output)));

    /// <summary>The bends, and those points of the map that are far enough from all of them to be reached at a moderate speed.</summary>
    private static List<StretchPoint> Merge(TimeMap map, List<StretchPoint> bends, IEnumerable<StretchPoint> returns, double clearance)
    {
        var merged = new List<StretchPoint>();
        var next = 0;
        double low = Math.Min(map.Points.First().Output, bends[0].Output) - Far, high = Math.Max(map.Points.Last().Output, bends[^1].Output) + Far;
        foreach (var point in map.Points.Concat(returns).Append(new(low, map.ToInput(low))).Append(new(high, map.ToInput(high))).OrderBy(p => p.Output))
        {
            for (; next < bends.Count && bends[next].Output <= point.Output; next++)
            {
                merged.Add(bends[next]);
            }

            var outside = next % 2 == 0;
            var clear = (next == 0 || point.Output >= bends[next - 1].Output + clearance)
                && (next == bends.Count || (point.Output <= bends[next].Output - clearance && point.Input < bends[next].Input));
            if (outside && clear && (merged.Count == 0 || (merged[^1].Input < point.Input && merged[^1].Output < point.Output)))
            {
                merged.Add(point);
            }
        }

        return merged;
    }
}
