namespace Mashup.Sdk;

/// <summary>The result could not be written: the folder is missing or read-only, or the disk is full. Nothing partial is left behind.</summary>
/// <param name="path">The file that could not be written.</param>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="innerException">The cause, if another exception was it.</param>
public sealed class OutputException(string path, string message, Exception? innerException = null)
    : MashupException(MashupStage.Encode, message, innerException)
{
    /// <summary>The file that could not be written.</summary>
    public string Path { get; } = path;
}
