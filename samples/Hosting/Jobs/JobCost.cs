namespace Mashup.Hosting.Jobs;

/// <summary>What an attempt took.</summary>
/// <param name="CpuSeconds">Seconds of one core.</param>
/// <param name="GpuSeconds">Seconds of one GPU.</param>
/// <param name="Amount">Both at the configured rates.</param>
internal sealed record JobCost(double CpuSeconds, double GpuSeconds, double Amount);
