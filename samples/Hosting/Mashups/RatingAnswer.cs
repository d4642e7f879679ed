namespace Mashup.Hosting.Mashups;

/// <summary>What its owner thinks of a mashup.</summary>
/// <param name="Stars">1 to 5.</param>
/// <param name="Comment">In their words.</param>
internal sealed record RatingAnswer(int Stars, string? Comment);
