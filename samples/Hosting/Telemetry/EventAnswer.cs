using System.Text.Json.Nodes;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Telemetry;

/// <summary>One attempt of a job, download or rating.</summary>
internal sealed record EventAnswer(
    string Id, DateTime At, string Kind, string? UserId, string? Subject, string Outcome, JsonNode? StageSeconds, JsonNode? Settings, double Seconds, double QueuedSeconds,
    double CpuSeconds, double GpuSeconds, double Cost, long Bytes, int? Stars)
{
    public static EventAnswer Of(EventRow row) => new(
        row.Id, Clock.ToUtc(row.At), row.Kind, row.UserId, row.Subject, row.Outcome, Parse(row.StageSeconds), Parse(row.Settings), row.Seconds, row.QueuedSeconds,
        row.CpuSeconds, row.GpuSeconds, row.Cost, row.Bytes, row.Stars);

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
