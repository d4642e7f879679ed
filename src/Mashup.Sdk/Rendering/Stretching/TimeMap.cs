namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Piecewise linear function from output to input samples, extrapolated at the ends.</summary>
internal sealed class TimeMap
{
    private readonly double[] _output;
    private readonly double[] _input;

    public TimeMap(IReadOnlyList<StretchPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 2)
        {
            throw new ArgumentException($"A stretch map has at least two points; this one has {points.Count}.", nameof(points));
        }

        _output = [.. points.Select(p => p.Output)];
        _input = [.. points.Select(p => p.Input)];
        for (var i = 0; i < points.Count; i++)
        {
            if (!double.IsFinite(_output[i]) || !double.IsFinite(_input[i]) || (i > 0 && (_output[i] <= _output[i - 1] || _input[i] <= _input[i - 1])))
            {
                throw new ArgumentException($"A stretch map ascends in output and input; point {i} ({points[i]}) does not.", nameof(points));
            }
        }
    }

    private TimeMap(double[] output, double[] input) => (_output, _input) = (output, input);

    /// <summary>The points.</summary>
    public IEnumerable<StretchPoint> Points => _output.Zip(_input, (output, input) => new StretchPoint(output, input));

    /// <summary>Straight pieces.</summary>
    public int Segments => _output.Length - 1;

    /// <summary>The same map over a source that begins at an input sample and was read at a speed.</summary>
    public TimeMap Rebase(double origin, double speed) => new(_output, [.. _input.Select(x => (x - origin) / speed)]);

    /// <summary>The same map without the points that are not needed between two output positions.</summary>
    public TimeMap Between(double from, double to)
    {
        var first = Math.Clamp(After(from) - 1, 0, _output.Length - 2);
        var last = Math.Clamp(After(to), first + 1, _output.Length - 1);
        return new(_output[first..(last + 1)], _input[first..(last + 1)]);

        int After(double x)
        {
            var i = Array.BinarySearch(_output, x);
            return i < 0 ? ~i : i + 1;
        }
    }

    /// <summary>The input position of an output position.</summary>
    public double ToInput(double output) => Interpolate(_output, _input, output);

    /// <summary>The output position of an input position.</summary>
    public double ToOutput(double input) => Interpolate(_input, _output, input);

    /// <summary>Input samples per output sample on a piece.</summary>
    public double Slope(int segment) => (_input[segment + 1] - _input[segment]) / (_output[segment + 1] - _output[segment]);

    /// <summary>Where a piece begins in the output; the first and the last reach to infinity.</summary>
    public double Start(int segment) => segment == 0 ? double.NegativeInfinity : _output[segment];

    private static double Interpolate(double[] from, double[] to, double x)
    {
        var i = Array.BinarySearch(from, x);
        i = Math.Clamp(i < 0 ? ~i - 1 : i, 0, from.Length - 2);
        return to[i] + (x - from[i]) * (to[i + 1] - to[i]) / (from[i + 1] - from[i]);
    }
}
