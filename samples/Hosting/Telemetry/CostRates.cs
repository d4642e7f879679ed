namespace Mashup.Hosting.Telemetry;

/// <summary>What machines cost, in a currency of your choice.</summary>
internal sealed class CostRates
{
    /// <summary>Price of a second of one CPU core.</summary>
    /// <value>The default value is 0.00001.</value>
    public double CpuSecond { get; set; } = 0.00001;

    /// <summary>Price of a second of one GPU.</summary>
    /// <value>The default value is 0.0007.</value>
    public double GpuSecond { get; set; } = 0.0007;
}
