using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Jobs;

/// <summary>The one shape of a job, in answers, lists and events alike.</summary>
internal sealed record JobAnswer(
    string Id,
    string Kind,
    string Status,
    string? Stage,
    double Progress,
    int? QueuePosition,
    double? EtaSeconds,
    int Attempts,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? EndedAt,
    JobProblem? Error,
    double Cost,
    IReadOnlyDictionary<string, string> Links)
{
    private const string Base = "/api/v1";

    public static JobAnswer Of(Job job, QueuePlace? place) => new(
        job.Id,
        job.Kind,
        job.Status,
        job.Stage,
        Math.Round(job.Progress, 4),
        place?.Position,
        place?.EtaSeconds,
        job.Attempts,
        Clock.ToUtc(job.CreatedAt),
        Clock.ToUtc(job.StartedAt),
        Clock.ToUtc(job.EndedAt),
        job.Problem,
        Math.Round(job.Cost, 6),
        LinksOf(job));

    private static Dictionary<string, string> LinksOf(Job job)
    {
        var links = new Dictionary<string, string> { ["self"] = $"{Base}/jobs/{job.Id}", ["events"] = $"{Base}/jobs/{job.Id}/events" };
        if (job.Kind == JobKind.Analysis)
        {
            links["track"] = $"{Base}/tracks/{job.Subject}";
        }
        else if (job.Kind is JobKind.Mashup or JobKind.Render or JobKind.Stems)
        {
            links["mashup"] = $"{Base}/mashups/{job.Subject}";
        }
        else
        {
            links["plan"] = $"{Base}/jobs/{job.Id}/plan";
        }

        if (job is { Status: JobStatus.Failed, Problem.Retryable: true })
        {
            links["retry"] = $"{Base}/jobs/{job.Id}/retry";
        }

        return links;
    }
}
