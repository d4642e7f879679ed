namespace Mashup.Sdk.Planning;

/// <summary>A parameter of a clip that moves over time, piecewise linear, held before the first and after the last point.</summary>
/// <param name="Parameter"><c>gainDb</c> (added to the clip's gain), <c>highPassHz</c> or <c>lowPassHz</c>.</param>
/// <param name="Points">Its values, in order.</param>
public sealed record Automation(string Parameter, IReadOnlyList<AutomationPoint> Points)
{
    /// <summary>Gain, dB.</summary>
    public const string GainDb = "gainDb";

    /// <summary>Corner of a high-pass filter, Hz; 20 or less is off.</summary>
    public const string HighPassHz = "highPassHz";

    /// <summary>Corner of a low-pass filter, Hz; 20000 or more is off.</summary>
    public const string LowPassHz = "lowPassHz";
}

/// <summary>A value of an automated parameter.</summary>
/// <param name="Beat">Timeline beat.</param>
/// <param name="Value">Value in the parameter's unit.</param>
public sealed record AutomationPoint(double Beat, double Value);
