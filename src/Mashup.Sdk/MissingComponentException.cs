namespace Mashup.Sdk;

/// <summary>A program, library or model that the job needs is not installed.</summary>
/// <param name="stage">The stage that needs it.</param>
/// <param name="component">Its name, e.g. <c>ffmpeg</c>.</param>
/// <param name="message">What is missing and how to install it.</param>
/// <param name="innerException">The cause, if another exception was it.</param>
public sealed class MissingComponentException(MashupStage stage, string component, string message, Exception? innerException = null)
    : MashupException(stage, message, innerException)
{
    /// <summary>The name of what is missing.</summary>
    public string Component { get; } = component;
}
