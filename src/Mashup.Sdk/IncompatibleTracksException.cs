namespace Mashup.Sdk;

/// <summary>The songs are usable one by one, but cannot be made into a mashup.</summary>
/// <param name="message">Why, and what would help.</param>
public sealed class IncompatibleTracksException(string message) : MashupException(MashupStage.Plan, message);
