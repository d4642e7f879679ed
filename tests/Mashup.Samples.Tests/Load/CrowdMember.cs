namespace Mashup.Samples.Tests.Load;

/// <summary>A user of a load test.</summary>
internal sealed record CrowdMember(string Token, IReadOnlyList<string> Tracks);
