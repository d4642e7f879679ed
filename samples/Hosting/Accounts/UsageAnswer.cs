namespace Mashup.Hosting.Accounts;

/// <summary>What a user takes of what they may: bytes kept, tracks kept, jobs that wait or run, cost of 30 days.</summary>
internal sealed record UsageAnswer(UsageOf Bytes, UsageOf Tracks, UsageOf Jobs, UsageOf Cost);
