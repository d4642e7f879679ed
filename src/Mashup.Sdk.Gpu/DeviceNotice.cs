namespace Mashup.Sdk.Gpu;

/// <summary>Says which device a model runs on, and why: when a job starts, and whenever that changes.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Device">Where it runs from now on.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record DeviceNotice(string Model, OnnxDevice Device, string Reason);
