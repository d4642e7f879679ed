using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>What the program says beside its result: on standard error, so that standard output stays clean.</summary>
internal static class Terminal
{
    public static IAnsiConsole Stderr { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static void Error(string message) => Stderr.MarkupLine($"[red]mashup:[/] {Markup.Escape(message)}");

    public static void Note(string message) => Console.Error.WriteLine(message);
}
