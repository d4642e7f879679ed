namespace Mashup.Hosting.Telemetry;

/// <summary>What the service did in a time.</summary>
internal sealed record TelemetryAnswer(DateTime From, DateTime To, TelemetryBucket Total, IReadOnlyList<TelemetryBucket> Buckets, int ActiveUsers, double? Retention30Days);
