using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>The two streams: results on standard output, everything else on standard error. Colours and bars only where somebody looks.</summary>
internal static class Terminal
{
    public static IAnsiConsole Stdout { get; } = Open(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Stderr { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>One sentence, never wrapped: scripts search it for file names.</summary>
    public static void Error(string message) => Note((Console.IsErrorRedirected ? "mashup: " : "\e[31mmashup:\e[0m ") + message);

    public static void Note(string message) => Console.Error.WriteLine(message);

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect, Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = 200;
        }

        return console;
    }
}
