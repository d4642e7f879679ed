namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>A stretch of output that is the input at its own speed: output sample i is input sample i + Offset.</summary>
/// <param name="Start">First output sample.</param>
/// <param name="End">One past the last output sample.</param>
/// <param name="Offset">From output to input, whole samples: the error of up to half a sample is 11 µs.</param>
internal readonly record struct IdentitySpan(long Start, long End, long Offset)
{
    private const double SlopeTolerance = 1e-7;
    private const double OffsetTolerance = 1e-3;

    /// <summary>The map's pieces of slope 1 within the output, neighbours of one offset joined.</summary>
    public static List<IdentitySpan> Find(TimeMap map, int outputLength)
    {
        var spans = new List<IdentitySpan>();
        var last = double.NaN;
        for (var i = 0; i < map.Segments; i++)
        {
            var start = Math.Max(0, map.Start(i));
            var end = i + 1 < map.Segments ? Math.Min(outputLength, map.Start(i + 1)) : outputLength;
            if (end <= start || Math.Abs(map.Slope(i) - 1) > SlopeTolerance)
            {
                continue;
            }

            var offset = map.ToInput(start) - start;
            var span = new IdentitySpan((long)Math.Ceiling(start), (long)Math.Ceiling(end), (long)Math.Round(offset));
            if (spans.Count > 0 && spans[^1].End == span.Start && Math.Abs(offset - last) < OffsetTolerance)
            {
                spans[^1] = spans[^1] with { End = span.End };
            }
            else
            {
                spans.Add(span);
                last = offset;
            }
        }

        return spans;
    }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>Whether all samples of the output from one to before another lie within.</summary>
    public bool Contains(long from, long to) => from >= Start && to <= End;

    /// <summary>The part whose frames, half a window to either side, all lie within; towards the output's ends there is nothing to blend with.</summary>
    public IdentitySpan Interior(int half, int outputLength) =>
        new(Start == 0 ? Start : Start + half, End == outputLength ? End : End - half, Offset);

    /// <summary>The same span for frames, which reach beyond the output, and a source that begins at an input sample.</summary>
    public IdentitySpan Frames(long origin, int outputLength) =>
        new(Start == 0 ? long.MinValue : Start, End == outputLength ? long.MaxValue : End, Offset - origin);
}
