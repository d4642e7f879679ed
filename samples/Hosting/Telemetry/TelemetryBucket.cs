namespace Mashup.Hosting.Telemetry;

/// <summary>What the service did in one piece of a time.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Generations">Generations that succeeded.</param>
/// <param name="SuccessRate">Of all that ended.</param>
/// <param name="GenerationSeconds">Time of successful generations, in all and by stage.</param>
/// <param name="Downloads">Downloads.</param>
/// <param name="Ratings">Ratings.</param>
/// <param name="MeanStars">Their mean.</param>
/// <param name="ActiveUsers">Users who made or downloaded something.</param>
/// <param name="Cost">Cost of all attempts.</param>
internal sealed record TelemetryBucket(
    DateTime At, int Generations, double? SuccessRate, IReadOnlyDictionary<string, Percentiles> GenerationSeconds, int Downloads, int Ratings, double? MeanStars, int ActiveUsers,
    double Cost);
