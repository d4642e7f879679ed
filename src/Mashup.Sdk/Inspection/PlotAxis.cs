namespace Mashup.Sdk.Inspection;

/// <summary>Where a stretch of time lies across the picture.</summary>
/// <param name="Start">Time at the left end, seconds.</param>
/// <param name="End">Time at the right end, seconds.</param>
/// <param name="Left">The left end, pixels.</param>
/// <param name="Width">Its width, pixels.</param>
internal sealed record PlotAxis(double Start, double End, float Left, float Width)
{
    public float Right => Left + Width;

    public double SecondsPerPixel => (End - Start) / Width;

    public float X(double seconds) => Left + (float)(Math.Clamp((seconds - Start) / (End - Start), 0, 1) * Width);

    public bool Contains(double seconds) => seconds >= Start && seconds < End;

    public bool Touches(double start, double end) => start < End && end > Start;

    /// <summary>Round times, so far apart that <paramref name="pixels"/> fit between them.</summary>
    public IEnumerable<double> Ticks(float pixels)
    {
        double[] steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
        var step = steps.FirstOrDefault(s => s / SecondsPerPixel >= pixels, steps[^1]);
        for (var i = (long)Math.Ceiling(Start / step - 1e-9); i * step < End; i++)
        {
            yield return i * step;
        }
    }

    /// <summary>Minutes and seconds, with tenths only where they are not zero.</summary>
    public static string Clock(double seconds)
    {
        var tenths = (long)Math.Round(seconds * 10);
        var text = FormattableString.Invariant($"{tenths / 600}:{tenths / 10 % 60:00}");
        return tenths % 10 == 0 ? text : FormattableString.Invariant($"{text}.{tenths % 10}");
    }
}
