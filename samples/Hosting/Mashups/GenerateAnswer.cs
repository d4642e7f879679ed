namespace Mashup.Hosting.Mashups;

/// <summary>A job that makes mashups.</summary>
internal sealed record GenerateAnswer(string JobId, IReadOnlyList<string> MashupIds);
