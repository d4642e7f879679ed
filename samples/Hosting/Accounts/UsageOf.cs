namespace Mashup.Hosting.Accounts;

/// <summary>One of the things that are counted.</summary>
/// <param name="Used">So much.</param>
/// <param name="Limit">Of so much; absent where there is no limit.</param>
internal sealed record UsageOf(double Used, double? Limit);
