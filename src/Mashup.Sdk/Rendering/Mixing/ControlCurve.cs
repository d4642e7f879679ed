using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>A parameter of a clip at every sample, without steps that could be heard.</summary>
/// <remarks>
/// 1. The automation is evaluated every <see cref="Interval"/> samples of the timeline (not of the clip: two clips at one place agree).
/// 2. Five neighbouring values are averaged with triangular weights, which leaves straight lines as they are and turns steps into 7 ms ramps.
/// 3. What the parameter means (a gain, a filter coefficient) is computed at those points and interpolated linearly between them.
/// </remarks>
internal sealed class ControlCurve
{
    /// <summary>Timeline samples between two control points.</summary>
    public const int Interval = 64;

    private static readonly double[] Smoothing = [1 / 9.0, 2 / 9.0, 3 / 9.0, 2 / 9.0, 1 / 9.0];

    private readonly int _first;
    private readonly float[] _points;

    private ControlCurve(int first, float[] points) => (_first, _points) = (first, points);

    /// <summary>Makes the curve of the timeline samples from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <param name="automation">The parameter's course.</param>
    /// <param name="samplesPerBeat">Timeline samples per beat.</param>
    /// <param name="start">First sample.</param>
    /// <param name="end">First sample after it.</param>
    /// <param name="meaning">What a value of the parameter means.</param>
    public static ControlCurve Of(IReadOnlyList<AutomationPoint> automation, double samplesPerBeat, int start, int end, Func<double, float> meaning)
    {
        int first = start / Interval, last = end / Interval + 1;
        var points = new float[last - first + 1];
        for (var i = 0; i < points.Length; i++)
        {
            double value = 0;
            for (var j = 0; j < Smoothing.Length; j++)
            {
                value += Smoothing[j] * At(automation, (double)(first + i + j - 2) * Interval / samplesPerBeat);
            }

            points[i] = meaning(value);
        }

        return new ControlCurve(first, points);
    }

    /// <summary>The values of the timeline samples from <paramref name="start"/> on.</summary>
    public void Fill(int start, Span<float> values)
    {
        for (var i = 0; i < values.Length;)
        {
            var index = (start + i) / Interval;
            var offset = start + i - index * Interval;
            float from = _points[index - _first], slope = (_points[index - _first + 1] - from) / Interval;
            for (; offset < Interval && i < values.Length; offset++, i++)
            {
                values[i] = from + slope * offset;
            }
        }
    }

    private static double At(IReadOnlyList<AutomationPoint> points, double beat)
    {
        var right = 0;
        while (right < points.Count && points[right].Beat <= beat)
        {
            right++;
        }

        if (right == 0 || right == points.Count)
        {
            return points[right == 0 ? 0 : ^1].Value;
        }

        var (a, b) = (points[right - 1], points[right]);
        return a.Value + (beat - a.Beat) / (b.Beat - a.Beat) * (b.Value - a.Value);
    }
}
