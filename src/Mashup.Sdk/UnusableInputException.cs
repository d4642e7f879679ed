namespace Mashup.Sdk;

/// <summary>An input file cannot be used: it is missing, not audio, too short, too long, silent or corrupt.</summary>
/// <param name="stage">The stage that found out.</param>
/// <param name="path">The file.</param>
/// <param name="reason">Why, as the end of a sentence that begins with the file's name.</param>
/// <param name="innerException">The cause, if another exception was it.</param>
public sealed class UnusableInputException(MashupStage stage, string path, string reason, Exception? innerException = null)
    : MashupException(stage, $"{System.IO.Path.GetFileName(path)} {reason}", innerException)
{
    /// <summary>The file as it was given.</summary>
    public string Path { get; } = path;
}
