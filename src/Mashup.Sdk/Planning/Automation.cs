namespace Mashup.Sdk.Planning;

/// <summary>A parameter of a clip that moves over time, piecewise linear, held before the first and after the last point.</summary>
/// <param name="Parameter">One of the names below, e.g. <c>gainDb</c>.</param>
/// <param name="Points">Its values, in order.</param>
public sealed record Automation(string Parameter, IReadOnlyList<AutomationPoint> Points)
{
    /// <summary>Gain, dB, added to the clip's own; −200 to 24.</summary>
    public const string GainDb = "gainDb";

    /// <summary>Corner of a high-pass filter, Hz; 20 or less is off.</summary>
    public const string HighPassHz = "highPassHz";

    /// <summary>Corner of a low-pass filter, Hz; 20000 or more is off.</summary>
    public const string LowPassHz = "lowPassHz";

    /// <summary>Gain below 180 Hz, dB, −60 to 12: kick and bass.</summary>
    public const string LowGainDb = "lowGainDb";

    /// <summary>Gain around 1 kHz, dB, −60 to 12: the voice's band.</summary>
    public const string MidGainDb = "midGainDb";

    /// <summary>Gain above 4 kHz, dB, −60 to 12.</summary>
    public const string HighGainDb = "highGainDb";

    /// <summary>How much goes to the reverb, 0 to 1; what was sent rings on after the clip.</summary>
    public const string ReverbSend = "reverbSend";

    /// <summary>How much goes to the echo of three quarters of a beat, 0 to 1; what was sent repeats after the clip.</summary>
    public const string DelaySend = "delaySend";

    /// <summary>Every parameter, with the range and unit of its values.</summary>
    internal static IReadOnlyDictionary<string, (double Least, double Most, string Unit)> Parameters { get; } = new Dictionary<string, (double, double, string)>
    {
        [GainDb] = (-200, 24, "dB"),
        [HighPassHz] = (0, 1e6, "Hz"),
        [LowPassHz] = (0, 1e6, "Hz"),
        [LowGainDb] = (-60, 12, "dB"),
        [MidGainDb] = (-60, 12, "dB"),
        [HighGainDb] = (-60, 12, "dB"),
        [ReverbSend] = (0, 1, "of the clip"),
        [DelaySend] = (0, 1, "of the clip"),
    };

    /// <summary>The parameters' names, as a sentence lists them.</summary>
    internal static string Choices => string.Join(", ", Parameters.Keys.SkipLast(1)) + " or " + Parameters.Keys.Last();
}

/// <summary>A value of an automated parameter.</summary>
/// <param name="Beat">Timeline beat.</param>
/// <param name="Value">Value in the parameter's unit.</param>
public sealed record AutomationPoint(double Beat, double Value);
