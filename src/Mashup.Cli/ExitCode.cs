using Mashup.Sdk;

namespace Mashup.Cli;

/// <summary>What the process answers with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WrongCommandLine = 2;
    public const int UnusableInput = 3;
    public const int Incompatible = 4;
    public const int MissingComponent = 5;
    public const int Unexpected = 70;
    public const int Cancelled = 130;

    public static int Of(Exception exception) => exception switch
    {
        OperationCanceledException => Cancelled,
        IncompatibleTracksException => Incompatible,
        MissingComponentException => MissingComponent,
        MashupException => UnusableInput,
        ArgumentException or FormatException => WrongCommandLine,
        _ => Unexpected,
    };
}
