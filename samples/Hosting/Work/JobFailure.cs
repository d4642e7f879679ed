using System.Diagnostics;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Tells from an exception what to write into the ledger, and whether trying again by itself makes sense.</summary>
/// <param name="Problem">For the job's owner: no path of this machine stands in it.</param>
/// <param name="IsFinal">The same songs would fail the same way.</param>
internal sealed record JobFailure(JobProblem Problem, bool IsFinal)
{
    public static JobFailure Of(Exception exception) => exception switch
    {
        UnusableInputException u => Final("Unusable track", "unusable_track", $"{Path.GetFileName(u.Path)} {ReasonOf(u)}"),
        IncompatibleTracksException i => Final("Tracks do not go together", "incompatible_tracks", i.Message),
        ApiProblem p => Final("Cannot be done", p.Code, p.Message),
        MissingComponentException m => Retryable("Component missing", "missing_component", m.Message),
        OutputException => Retryable("Output failed", "output_failed", "The result could not be written."),
        MashupException m => Final("Cannot be done", "unprocessable", m.Message),
        _ => Retryable("Internal error", "internal", "Something went wrong on our side; the trace id finds it in the log."),
    };

    private static JobFailure Final(string title, string code, string detail) => new(new JobProblem(title, code, detail, Retryable: false, Trace()), IsFinal: true);

    private static JobFailure Retryable(string title, string code, string detail) => new(new JobProblem(title, code, detail, Retryable: true, Trace()), IsFinal: false);

    // The engine's message begins with the path.
    private static string ReasonOf(UnusableInputException exception)
    {
        var at = exception.Message.IndexOf(exception.Path, StringComparison.Ordinal);
        var rest = at < 0 ? exception.Message : exception.Message[(at + exception.Path.Length)..];
        return rest.TrimStart(' ', ':', '"', '\'').Replace(Path.GetDirectoryName(exception.Path) ?? "\0", "", StringComparison.Ordinal);
    }

    private static string? Trace() => Activity.Current?.TraceId.ToString();
}
