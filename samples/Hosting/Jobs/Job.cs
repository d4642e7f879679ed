using System.Text.Json;
using Mashup.Hosting.Http;

namespace Mashup.Hosting.Jobs;

/// <summary>A row of <c>jobs</c>.</summary>
internal sealed class Job
{
    public string Id { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Payload { get; init; } = "{}";

    public string? Result { get; init; }

    public string Status { get; init; } = "";

    public string? Stage { get; init; }

    public double Progress { get; init; }

    public int Attempts { get; init; }

    public string? Error { get; init; }

    public string? Worker { get; init; }

    public string? TraceParent { get; init; }

    public double Cost { get; init; }

    public long Version { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public JobProblem? Problem => Error is null ? null : JsonSerializer.Deserialize<JobProblem>(Error, JsonSerializerOptions.Web);
}
