namespace Mashup.Sdk;

/// <summary>A mashup could not be made. The message is one sentence for the person who asked: what, where, and what to do.</summary>
/// <param name="stage">The stage that failed.</param>
/// <param name="message">What went wrong, in one sentence.</param>
/// <param name="innerException">The cause, if another exception was it.</param>
public class MashupException(MashupStage stage, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The stage that failed.</summary>
    public MashupStage Stage { get; } = stage;
}
